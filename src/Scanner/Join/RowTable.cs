using Scanner.Runs;

namespace Scanner.Join;

/// <summary>rows.parquet as columns: what the join found for every text.</summary>
/// <param name="Neighbors">[texts] other texts at or above the threshold, exact.</param>
/// <param name="Components">[texts] least row of the text's component.</param>
public sealed record RowTable(long[] Neighbors, int[] Components)
{
    /// <summary>Number of texts.</summary>
    public int Count => Neighbors.Length;

    /// <summary>Reads rows.parquet of a run.</summary>
    public static RowTable Load(RunFolder run, Database database)
    {
        var (neighbors, components) = (new List<long>(), new List<int>());
        var artifact = Database.Literal(run.Artifact(Stage.Join, "rows.parquet"));
        using var reader = database.Query($"SELECT neighbors, component FROM read_parquet({artifact})");
        while (reader.NextChunk())
        {
            neighbors.AddRange(reader.Column<long>(0));
            components.AddRange(reader.Column<int>(1));
        }

        return new RowTable([.. neighbors], [.. components]);
    }
}
