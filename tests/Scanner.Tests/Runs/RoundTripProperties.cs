using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class RoundTripProperties : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new();

    private readonly TempFolder _temp = new();
    private readonly Database _database =
        Database.InMemory(new DatabaseOptions(Threads: 2, MemoryBytesMax: 1L << 28, TempFolder: null));

    public void Dispose()
    {
        _database.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Any_rows_come_back_from_a_table() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int? Number, double? Real, string? Text)[]>(), rows =>
        {
            _database.Execute("CREATE OR REPLACE TABLE t (n INTEGER, r DOUBLE, s VARCHAR)");
            using (var writer = _database.Append("t"))
                foreach (var (number, real, text) in rows)
                {
                    if (number is { } n)
                        writer.Set(0, n);
                    if (real is { } r)
                        writer.Set(1, r);
                    if (text is not null)
                        writer.SetText(2, text);
                    writer.EndRow();
                }
            Assert.Equal(rows.Select(row => (row.Number, row.Real, AsUtf8(row.Text))), ReadAll());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_one_literal() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var expected = text.Get.Replace("\0", "", StringComparison.Ordinal);
            using var reader = _database.Query($"SELECT {Database.Literal(expected)}");
            Assert.True(reader.NextChunk());
            Assert.Equal(AsUtf8(expected), reader.Text(0, 0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_float_is_rounded_to_the_nearest_half() =>
        Prop.ForAll(ArbMap.Default.ArbFor<float[]>(), ArbMap.Default.ArbFor<byte>(), (values, dimMinusOne) =>
        {
            var dim = dimMinusOne + 1;
            var vectors = Enumerable.Repeat(values.Append(1f), dim).SelectMany(row => row).ToArray();
            VectorFile.Write(_temp["v.npy"], vectors, dim);
            using var matrix = VectorFile.Open(_temp["v.npy"]);
            Assert.Equal((vectors.Length / dim, dim), (matrix.Rows, matrix.Dim));
            var found = new float[vectors.Length];
            matrix.CopyRows(0, matrix.Rows, found);
            Assert.Equal(vectors.Select(value => (float)(Half)value), found);
        }).QuickCheckThrowOnFailure();

    // What a lone surrogate becomes.
    private static string? AsUtf8(string? text) => text is null ? null : Utf8.GetString(Utf8.GetBytes(text));

    private List<(int?, double?, string?)> ReadAll()
    {
        var rows = new List<(int?, double?, string?)>();
        using var reader = _database.Query("SELECT * FROM t");
        while (reader.NextChunk())
            for (var row = 0; row < reader.RowCount; row++)
                rows.Add((
                    reader.IsNull(0, row) ? null : reader.Column<int>(0)[row],
                    reader.IsNull(1, row) ? null : reader.Column<double>(1)[row],
                    reader.Text(2, row)));
        return rows;
    }
}
