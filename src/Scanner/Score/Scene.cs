namespace Scanner.Score;

/// <summary>What the channels measure a candidate against.</summary>
/// <param name="Population">All accounts and requests.</param>
/// <param name="CopyVector">Writes the unit vector of a text row to a span of <paramref name="Dim"/> floats.</param>
/// <param name="Dim">Floats of a vector.</param>
/// <param name="HourShares">[24] share of all requests in each hour of the day, UTC; empty where the log has no
/// times.</param>
public sealed record Scene(Population Population, Action<int, Span<float>> CopyVector, int Dim, double[] HourShares);
