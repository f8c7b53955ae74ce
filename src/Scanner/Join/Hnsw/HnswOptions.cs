using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>
/// How an index is built; named as in the paper. Kept in the index, so that later rows are added alike.
/// </summary>
public sealed record HnswOptions
{
    /// <summary>
    /// Neighbours that a new row is linked to, on every layer; twice as many may be held on the lowest, in [2, 256].
    /// </summary>
    public int M { get; init; } = 16;

    /// <summary>Candidates that are held while neighbours are sought, from M to 10,000. More: better, slower.</summary>
    public int EfConstruction { get; init; } = 200;

    /// <exception cref="ScanException">An option is out of range.</exception>
    internal void Check()
    {
        if (M is < 2 or > Limits.HnswLinksMax)
            throw new ScanException($"M: found {M}, expected a number from 2 to {Limits.HnswLinksMax}.");
        if (EfConstruction < M || EfConstruction > Limits.HnswCandidatesMax)
        {
            throw new ScanException($"efConstruction: found {EfConstruction}, expected a number from M, which is {M}, "
                + $"to {Limits.HnswCandidatesMax}.");
        }
    }
}
