using Scanner.Score.Channels;

namespace Scanner.Score;

/// <summary>
/// All channels in the order in which a reader wants them: who, how much, how, with what. Each measures one thing,
/// against its own null, and says it in a sentence.
/// </summary>
public static class EvidenceChannels
{
    /// <summary>
    /// What is left for a template that many unrelated actors repeat, before anything else is known of it: most are
    /// popular prompts, agents and classes, not campaigns. Fitted with the weights.
    /// </summary>
    public const double PriorLogOdds = -4.63;

    /// <summary>
    /// What a channel's nats count for beside the others: channels overlap, and each was shaped alone. Fitted by
    /// logistic regression on drawn logs, judged on families that it did not see (bench/README.md, detection fit).
    /// </summary>
    public static IReadOnlyDictionary<string, double> Weights { get; } = new Dictionary<string, double>
    {
        ["spread"] = 0.67,
        ["concentration"] = 0.3,
        ["intensity"] = 0.61,
        ["sharding"] = 2.08,
        ["common_list"] = 1.17,
        ["evenness"] = 1.28,
        ["infrastructure"] = 0.91,
        ["synchrony"] = 0.98,
        ["rhythm"] = 1.14,
        ["parameters"] = 2.02,
        ["registration"] = 3.06,
        ["succession"] = 0.7,
        ["pivot"] = 1.29,
        ["wrapper_search"] = 0.64,
        // Of the logs that the weights were fitted on only one holds responses: this one is all but the ridge's.
        ["replay"] = 0.72,
    };

    /// <summary>The weights and the prior that were fitted.</summary>
    public static ChannelWeights Fitted { get; } = new(PriorLogOdds, Weights);

    /// <summary>What every channel says of a candidate, weighted; without those that the options leave out.</summary>
    public static IReadOnlyList<Evidence> Measure(Candidate candidate, Scene scene, ScoreOptions options)
    {
        var weights = (options.Weights ?? Fitted).Of;
        Evidence[] all =
        [
            Spread.Measure(candidate, scene, options.RepeatsMin),
            Concentration.Measure(candidate, scene),
            Intensity.Measure(candidate, scene),
            Sharding.Measure(candidate, scene),
            CommonList.Measure(candidate, scene),
            Evenness.Measure(candidate, scene.Population),
            Infrastructure.Measure(candidate, scene),
            Synchrony.Measure(candidate, scene),
            Rhythm.Measure(candidate, scene),
            Parameters.Measure(candidate, scene),
            Registration.Measure(candidate, scene),
            Succession.Measure(candidate, scene),
            Pivot.Measure(candidate, scene),
            Wrappers.Measure(candidate, scene),
            Replay.Measure(candidate, scene),
        ];
        return [.. all.Where(evidence => !options.Without.Contains(evidence.Channel)).Select(evidence => evidence with
        {
            LogLikelihoodRatio = evidence.LogLikelihoodRatio * weights[evidence.Channel],
        })];
    }

    /// <summary>The channels together, in nats: the sum, the prior included.</summary>
    public static double Combine(IEnumerable<Evidence> evidence, ScoreOptions options) =>
        (options.Weights ?? Fitted).PriorLogOdds + evidence.Sum(channel => channel.LogLikelihoodRatio);
}
