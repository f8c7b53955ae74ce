using Scanner.Runs;

namespace Scanner.Join;

/// <summary>pairs.parquet by rows: the neighbours that the join stored for every text, within its cap.</summary>
public sealed class PairTable
{
    private readonly int[] _starts;
    private readonly int[] _neighbors;
    private readonly bool[] _whole;

    private PairTable(int[] starts, int[] neighbors, bool[] whole) =>
        (_starts, _neighbors, _whole) = (starts, neighbors, whole);

    /// <summary>The stored neighbours of a row that are similar enough, in the order of the pairs.</summary>
    public ReadOnlySpan<int> Of(int row) => _neighbors.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>
    /// Whether <see cref="Of"/> has every row that is similar enough: the join stored as many as it counted. So two
    /// rows that are similar and not stored as a pair are both not whole.
    /// </summary>
    public bool IsWhole(int row) => _whole[row];

    /// <summary>Takes pairs, as <see cref="SelfJoinResult.Pairs"/> has them.</summary>
    /// <param name="neighbors">[rows] exact neighbour counts of the join.</param>
    /// <param name="pairs">Stored pairs, each once; read twice.</param>
    /// <param name="joinedAt">The join's threshold.</param>
    /// <param name="similarityMin">
    /// Least similarity of the pairs that are kept; below the join's, no row is whole.
    /// </param>
    public static PairTable Build(
        ReadOnlySpan<long> neighbors, IEnumerable<SimilarPair> pairs, float joinedAt, float similarityMin)
    {
        var stored = new long[neighbors.Length];
        var starts = new int[neighbors.Length + 1];
        foreach (var pair in pairs)
        {
            stored[pair.Left]++;
            stored[pair.Right]++;
            if (pair.Similarity < similarityMin) continue;

            starts[pair.Left + 1]++;
            starts[pair.Right + 1]++;
        }

        for (int row = 0; row < neighbors.Length; row++) starts[row + 1] += starts[row];
        var next = starts[..^1];
        var rows = new int[starts[^1]];
        foreach (var pair in pairs)
        {
            if (pair.Similarity < similarityMin) continue;

            rows[next[pair.Left]++] = pair.Right;
            rows[next[pair.Right]++] = pair.Left;
        }

        var whole = new bool[neighbors.Length];
        for (int row = 0; row < whole.Length; row++)
            whole[row] = similarityMin >= joinedAt && stored[row] == neighbors[row];
        return new PairTable(starts, rows, whole);
    }

    /// <summary>Reads pairs.parquet of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="database">What reads it.</param>
    /// <param name="neighbors">[rows] <see cref="RowTable.Neighbors"/> of the same run.</param>
    /// <param name="joinedAt">The join's threshold.</param>
    /// <param name="similarityMin">As for <see cref="Build"/>.</param>
    public static PairTable Load(
        RunFolder run, Database database, ReadOnlySpan<long> neighbors, float joinedAt, float similarityMin) =>
        Build(neighbors, Read(run, database), joinedAt, similarityMin);

    private static IEnumerable<SimilarPair> Read(RunFolder run, Database database)
    {
        var artifact = Database.Literal(run.Artifact(Stage.Join, "pairs.parquet"));
        using var reader = database.Query($"SELECT \"left\", \"right\", similarity FROM read_parquet({artifact})");
        while (reader.NextChunk())
        {
            for (int i = 0; i < reader.RowCount; i++)
            {
                yield return new SimilarPair(
                    reader.Column<int>(0)[i], reader.Column<int>(1)[i], reader.Column<float>(2)[i]);
            }
        }
    }
}
