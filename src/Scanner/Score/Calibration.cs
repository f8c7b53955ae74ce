namespace Scanner.Score;

/// <summary>
/// Fits the least score of a reported campaign to traffic that is known to be benign (split conformal prediction: Vovk,
/// Gammerman, Shafer, Algorithmic Learning in a Random World, 2005): of n + 1 exchangeable benign candidates, at most
/// the wanted share scores above the ⌈(n + 1)(1 − share)⌉-th of the n that were seen.
/// </summary>
/// <param name="ReportMin">Least score to report, in nats; never below the default.</param>
/// <param name="Candidates">Benign candidates seen.</param>
/// <param name="Above">Those that score above the default: what the default would report wrongly.</param>
/// <param name="IsBounded">Whether there were enough candidates for the wanted share.</param>
public sealed record Calibration(double ReportMin, int Candidates, int Above, bool IsBounded)
{
    // Where too few candidates bound nothing, the highest plus this: half a nat is a factor of 1.6 in odds.
    private const double Margin = 0.5;

    /// <summary>The calibration of benign scores, in any order.</summary>
    /// <param name="scores">Scores of all candidates of benign traffic.</param>
    /// <param name="share">Share of benign candidates that may be reported, in (0, 1).</param>
    /// <param name="least">The default least score.</param>
    public static Calibration Of(IReadOnlyCollection<double> scores, double share, double least)
    {
        var ordered = scores.Order().ToArray();
        var rank = (int)Math.Ceiling((ordered.Length + 1) * (1 - share));
        var isBounded = rank <= ordered.Length;
        var fitted = ordered.Length == 0 ? least : isBounded ? ordered[rank - 1] : ordered[^1] + Margin;
        // Rounded up: what is printed has to hold.
        return new Calibration(Math.Max(least, Math.Ceiling(fitted * 100) / 100), ordered.Length,
            ordered.Count(score => score >= least), isBounded);
    }
}
