using Scanner.Ingest;

namespace Scanner.Score;

/// <summary>A model that was released while the log ran.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Code">Its code in the model column of the requests.</param>
/// <param name="Time">When, in microseconds since 1970-01-01 UTC.</param>
public sealed record ReleasedModel(string Model, int Code, long Time);

/// <summary>What the channels measure a candidate against.</summary>
/// <param name="Population">All accounts and requests.</param>
/// <param name="CopyVector">Writes the unit vector of a text row to a span of <paramref name="Dim"/> floats.</param>
/// <param name="Dim">Floats of a vector.</param>
/// <param name="Gathering">Account to how strongly all its requests gather in hours of the day; without accounts that
/// sent too few.</param>
/// <param name="Release">The last model that was released within the log; null where none was.</param>
/// <param name="Replays">Prompts that bring back a response.</param>
public sealed record Scene(Population Population, Action<int, Span<float>> CopyVector, int Dim,
    IReadOnlyDictionary<int, double> Gathering, ReleasedModel? Release, ReplayTable Replays);
