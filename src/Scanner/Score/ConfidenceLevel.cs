namespace Scanner.Score;

/// <summary>What a score and the evidence behind it are worth, in a word.</summary>
internal static class ConfidenceLevel
{
    private const double HighScore = 4;
    private const double MediumScore = 2;
    private const double ClearWeight = 1;

    // What strangers who share a program or a prompt do not have in common: its makers set its parameters, and it may
    // be as even as a machine. One of these must speak before confidence is high.
    private static readonly string[] Together =
        ["sharding", "synchrony", "rhythm", "registration", "succession", "pivot", "wrapper_search", "replay"];

    /// <summary>
    /// high, medium or low. "high" needs two channels that each speak clearly: one alone can be chance or a fault of
    /// the log.
    /// </summary>
    /// <param name="score">Natural logarithm of the odds of a campaign.</param>
    /// <param name="evidence">What the score is made from.</param>
    public static string Of(double score, IEnumerable<Evidence> evidence)
    {
        var clear = evidence.Where(item => item.LogLikelihoodRatio >= ClearWeight)
            .Select(item => item.Channel).ToArray();
        return score >= HighScore && clear.Length >= 2 && clear.Intersect(Together).Any() ? "high"
            : score >= MediumScore ? "medium" : "low";
    }
}
