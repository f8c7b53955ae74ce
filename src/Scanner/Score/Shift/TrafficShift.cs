namespace Scanner.Score.Shift;

/// <summary>How the traffic of a log changed against its beginning: context, not scored.</summary>
/// <param name="ReferenceTo">End of the reference, which is the beginning of the log; ISO 8601, UTC.</param>
/// <param name="Windows">The windows after it, in order.</param>
public sealed record TrafficShift(string ReferenceTo, IReadOnlyList<ShiftWindow> Windows);

/// <summary>A window of time, held against the reference.</summary>
/// <param name="From">Its beginning, ISO 8601, UTC.</param>
/// <param name="Requests">Requests in it that were compared: a sample where the log is large.</param>
/// <param name="Distance">Squared maximum mean discrepancy of the prompts over pairs of different accounts; around 0,
/// also below, where nothing shifted.</param>
/// <param name="Chance">The distance that chance exceeds once in twenty windows.</param>
/// <param name="PValue">Probability of at least the distance where every account does the same all the time.</param>
public sealed record ShiftWindow(string From, int Requests, double Distance, double Chance, double PValue);

/// <summary>The shift, and the share of it that each account causes.</summary>
/// <param name="Traffic">By window; null where the log is too short or has no times.</param>
/// <param name="ShareOf">[accounts] the account's share; all sum to 1, or are 0 where nothing shifted. Below 0 where it
/// works against the shift.</param>
internal sealed record LocatedShift(TrafficShift? Traffic, double[] ShareOf);
