using Scanner.Runs;

namespace Scanner.Join;

/// <summary>The join's outcome as Parquet tables.</summary>
internal static class JoinTables
{
    // DuckDB holds a table compressed and spills beyond this; a fifth of what the join itself may take.
    private const long DatabaseBytesMax = 512L << 20;

    /// <summary>Writes <c>left INTEGER, right INTEGER, similarity FLOAT</c>.</summary>
    /// <param name="pairs">Pairs, in the order of the table.</param>
    /// <param name="left">Name of the first column.</param>
    /// <param name="right">Name of the second column.</param>
    /// <param name="path">File to write, replaced where it exists.</param>
    /// <param name="threads">Threads of the writer.</param>
    public static void WritePairs(
        ReadOnlySpan<SimilarPair> pairs, string left, string right, string path, int threads)
    {
        using var scratch = new Scratch(path, threads);
        scratch.Database.Execute(
            $"""CREATE TABLE pairs ("{left}" INTEGER, "{right}" INTEGER, similarity FLOAT)""");
        using (var table = scratch.Database.Append("pairs"))
        {
            foreach (var pair in pairs)
            {
                table.Set(0, pair.Left);
                table.Set(1, pair.Right);
                table.Set(2, pair.Similarity);
                table.EndRow();
            }
        }

        scratch.Database.SaveParquet("pairs", path);
    }

    /// <summary>Writes <c>row INTEGER, neighbors BIGINT, component INTEGER</c>, one row a text.</summary>
    public static void WriteRows(SelfJoinResult result, string path, int threads)
    {
        using var scratch = new Scratch(path, threads);
        scratch.Database.Execute("CREATE TABLE joined (row INTEGER, neighbors BIGINT, component INTEGER)");
        using (var table = scratch.Database.Append("joined"))
        {
            for (int row = 0; row < result.Neighbors.Length; row++)
            {
                table.Set(0, row);
                table.Set(1, (long)result.Neighbors[row]);
                table.Set(2, result.Components[row]);
                table.EndRow();
            }
        }

        scratch.Database.SaveParquet("joined", path);
    }

    // A database in memory that spills beside the file that it makes and leaves nothing there.
    private readonly ref struct Scratch : IDisposable
    {
        private readonly string _spill;

        public Scratch(string path, int threads)
        {
            _spill = path + ".spill";
            Database = Database.InMemory(new DatabaseOptions(threads, DatabaseBytesMax, _spill));
        }

        public Database Database { get; }

        public void Dispose()
        {
            Database.Dispose();
            if (Directory.Exists(_spill)) Directory.Delete(_spill, recursive: true);
        }
    }
}
