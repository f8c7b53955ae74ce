using Scanner.Score;

namespace Scanner.Bench.Detection;

/// <summary>
/// Fits the weights of the evidence: logistic regression of "is a campaign" on what every channel says, in nats, with a
/// ridge towards <see cref="Usual"/> and a floor, so that no channel is lost because the composer seldom shows it.
/// </summary>
internal static class WeightFit
{
    private const double Usual = 0.7;
    private const double Floor = 0.3;
    private const double Ridge = 1;
    private const int Steps = 3000;
    private const double Rate = 0.002;

    /// <summary>A weight for each channel, and the odds before anything is known.</summary>
    internal sealed record Fitted(double Prior, double[] Weights)
    {
        public double Score(double[] nats) => Prior + nats.Zip(Weights, (nat, weight) => nat * weight).Sum();

        /// <summary>The same as the Score stage takes it.</summary>
        public ChannelWeights AsOption => new(Prior,
            Channels.Zip(Weights, KeyValuePair.Create).ToDictionary());
    }

    /// <summary>The channels in the order of the weights.</summary>
    public static string[] Channels { get; } = [.. EvidenceChannels.Weights.Keys];

    /// <summary>What the channels say, before weights.</summary>
    public static double[] Raw(LabelledCandidate candidate) =>
        [.. Channels.Select(channel => candidate.Nats.GetValueOrDefault(channel) / EvidenceChannels.Weights[channel])];

    /// <summary>
    /// Candidates to learn from: of a campaign the one that most accounts send most; its pieces are neither campaigns
    /// nor look-alikes.
    /// </summary>
    public static List<LabelledCandidate> WithoutPieces(IEnumerable<LabelledCandidate> candidates) =>
    [
        .. candidates.GroupBy(candidate => candidate.IsCampaign ? (candidate.Log, candidate.Family) : default)
            .SelectMany(group => group.Key == default ? group
                : group.OrderByDescending(item => item.Carriers * item.Values["intensity"]).Take(1)),
    ];

    public static Fitted Fit(IReadOnlyList<LabelledCandidate> candidates)
    {
        var rows = candidates.Select(candidate => (Nats: Raw(candidate), Is: candidate.IsCampaign ? 1.0 : 0)).ToArray();
        var (prior, weights) = (-2.0, Enumerable.Repeat(Usual, Channels.Length).ToArray());
        var slope = new double[weights.Length];
        for (var step = 0; step < Steps; step++)
        {
            var priorSlope = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                slope[i] = Ridge * (weights[i] - Usual);
            }

            foreach (var (nats, isCampaign) in rows)
            {
                var score = prior;
                for (var i = 0; i < weights.Length; i++)
                {
                    score += weights[i] * nats[i];
                }

                var error = (1 / (1 + Math.Exp(-score))) - isCampaign;
                priorSlope += error;
                for (var i = 0; i < weights.Length; i++)
                {
                    slope[i] += error * nats[i];
                }
            }

            prior -= Rate * priorSlope;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = Math.Max(Floor, weights[i] - (Rate * slope[i]));
            }
        }

        return new Fitted(prior, weights);
    }

    /// <summary>Every candidate's score by weights that never saw its family.</summary>
    public static double[] CrossValidated(IReadOnlyList<LabelledCandidate> candidates)
    {
        var scores = new double[candidates.Count];
        foreach (var family in candidates.Select(candidate => candidate.Family).Distinct())
        {
            var fitted = Fit([.. candidates.Where(candidate => candidate.Family != family)]);
            for (var i = 0; i < scores.Length; i++)
            {
                if (candidates[i].Family == family) scores[i] = fitted.Score(Raw(candidates[i]));
            }
        }

        return scores;
    }
}
