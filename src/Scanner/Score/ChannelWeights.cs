namespace Scanner.Score;

/// <summary>What the channels count for.</summary>
/// <param name="PriorLogOdds">ln odds of a campaign before anything is known of a candidate.</param>
/// <param name="Of">What each channel's nats are multiplied by; all channels, by name.</param>
public sealed record ChannelWeights(double PriorLogOdds, IReadOnlyDictionary<string, double> Of);
