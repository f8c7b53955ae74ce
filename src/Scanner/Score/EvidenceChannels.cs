using Scanner.Score.Channels;

namespace Scanner.Score;

/// <summary>
/// All channels in the order in which a reader wants them: who, how much, how, with what. Each measures one thing,
/// against its own null, and says it in a sentence.
/// </summary>
public static class EvidenceChannels
{
    // What is left for a template that many unrelated actors repeat, before anything else is known of it: most are
    // popular prompts, agents and classes, not campaigns.
    private const double PriorLogOdds = -2;

    /// <summary>What every channel says of a candidate.</summary>
    public static IReadOnlyList<Evidence> Measure(Candidate candidate, Scene scene, ScoreOptions options) =>
    [
        Spread.Measure(candidate, scene, options.RepeatsMin),
        Concentration.Measure(candidate, scene),
        Intensity.Measure(candidate, scene),
        Sharding.Measure(candidate, scene),
        Evenness.Measure(candidate),
        Infrastructure.Measure(candidate, scene),
        Synchrony.Measure(candidate, scene),
        Rhythm.Measure(candidate, scene),
        Parameters.Measure(candidate, scene),
    ];

    /// <summary>The channels together, in nats: the sum, the prior included.</summary>
    public static double Combine(IEnumerable<Evidence> evidence) =>
        PriorLogOdds + evidence.Sum(channel => channel.LogLikelihoodRatio);
}
