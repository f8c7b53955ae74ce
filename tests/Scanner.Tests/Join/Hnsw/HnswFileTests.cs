using Scanner.Join;
using Scanner.Join.Hnsw;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Join.Hnsw;

public sealed class HnswFileTests : IDisposable
{
    private const int Dim = 24, Top = 10, Ef = 100;

    private readonly TempFolder _folder = new();
    private readonly float[] _values = ClusteredRows.Make(1_500, Dim, seed: 1);
    private readonly RowSource _queries = RowSource.Of(ClusteredRows.Make(100, Dim, seed: 2), Dim);

    private string File => Path.Combine(_folder.Path, "history.hnsw");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_and_opened_finds_the_same_and_takes_rows_as_before()
    {
        using var index = HnswIndexTests.Build(_values, threads: 2);
        index.Remove(7);
        var expected = index.Search(_queries, Top, Ef, threads: 2);
        index.Save(File);
        AssertSame(expected, index.Search(_queries, Top, Ef, threads: 2));
        using (var opened = HnswIndex.Open(File))
        {
            Assert.Equal((1_500, 1_499, Dim), (opened.Rows, opened.RowsLeft, opened.Dim));
            Assert.Equal(index.Options, opened.Options);
            AssertSame(expected, opened.Search(_queries, Top, Ef, threads: 2));

            // It is mapped while it is replaced.
            Assert.False(opened.Remove(7));
            opened.Add(_queries, threads: 2);
            index.Add(_queries, threads: 1);
            opened.Save(File);
        }

        using var again = HnswIndex.Open(File);
        Assert.Equal((1_600, 1_599), (again.Rows, again.RowsLeft));
        AssertSame(index.Search(_queries, Top, Ef, 1), again.Search(_queries, Top, Ef, 1));
        Assert.Equal(["history.hnsw"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_index_can_be_saved()
    {
        using (var index = new HnswIndex(Dim, new HnswOptions())) index.Save(File);
        using var opened = HnswIndex.Open(File);
        Assert.Equal(0, opened.Rows);
        opened.Add(_queries, threads: 1);
        Assert.Equal(Enumerable.Range(0, 100), opened.Search(_queries, 1, Ef, threads: 1).Rows);
    }

    [Fact]
    public void A_save_that_fails_loses_neither_the_file_nor_the_index()
    {
        using var index = HnswIndexTests.Build(_values, threads: 2);
        index.Save(File);
        var before = System.IO.File.ReadAllBytes(File);
        index.Add(_queries, threads: 1);

        // The name of what is written aside is taken by a folder: nothing can be written there.
        Directory.CreateDirectory(File + ".part");
        Expect.Error<ScanException>(() => index.Save(File), "cannot be written");
        Directory.Delete(File + ".part");
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));

        // The name itself is taken: the file is written, but cannot be put there.
        var taken = Path.Combine(_folder.Path, "taken");
        Directory.CreateDirectory(taken);
        Expect.Error<ScanException>(() => index.Save(taken), "cannot be written");
        Assert.False(System.IO.File.Exists(taken + ".part"));

        Assert.Equal(1_600, index.Rows);
        index.Save(File);
        using var opened = HnswIndex.Open(File);
        AssertSame(index.Search(_queries, Top, Ef, 1), opened.Search(_queries, Top, Ef, 1));
    }

    [Fact]
    public void What_a_killed_save_leaves_aside_harms_nothing()
    {
        using var index = HnswIndexTests.Build(_values, threads: 2);
        index.Save(File);
        var before = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File + ".part", before[..(before.Length / 2)]);
        using (var opened = HnswIndex.Open(File)) Assert.Equal(1_500, opened.Rows);
        index.Add(_queries, threads: 1);
        index.Save(File);
        Assert.False(System.IO.File.Exists(File + ".part"));
        using var saved = HnswIndex.Open(File);
        Assert.Equal(1_600, saved.Rows);
    }

    [Fact]
    public void Files_that_are_no_whole_index_are_refused()
    {
        using (var index = HnswIndexTests.Build(_values, threads: 2)) index.Save(File);
        var whole = System.IO.File.ReadAllBytes(File);
        AssertRefused(whole[..30], "found no index");
        AssertRefused(new byte[100], "found no index");
        AssertRefused(whole[..^64], "cut off");
        AssertRefused([.. whole, 0], "found");
        AssertRefused(Changed(whole, 8, 9), "version 9");
        AssertRefused(Changed(whole, 16, 1), "damaged");
        AssertRefused(Changed(whole, 28, 1 << 20), "damaged");
        Expect.Error<ScanException>(() => HnswIndex.Open(File + "x").Dispose(), "cannot be read");
    }

    [Fact]
    public void A_damaged_link_is_told_and_never_followed()
    {
        using (var index = HnswIndexTests.Build(_values, threads: 2)) index.Save(File);
        var bytes = System.IO.File.ReadAllBytes(File);
        int links = 64 + 2 * Padded(1_500 * 32) + Padded(1_500 * 4);
        for (int at = links; at < links + 1_500 * 32 * 4; at += 4) BitConverter.TryWriteBytes(bytes.AsSpan(at), 1_500);
        System.IO.File.WriteAllBytes(File, bytes);
        using var opened = HnswIndex.Open(File);
        var error = Assert.ThrowsAny<Exception>(() => opened.Search(_queries, Top, Ef, threads: 1));
        Assert.Contains("a link to row 1500", error.ToString());

        static int Padded(int count) => (count + 63) / 64 * 64;
    }

    private static void AssertSame(HnswMatches expected, HnswMatches found)
    {
        Assert.Equal(expected.Rows, found.Rows);
        Assert.Equal(expected.Similarities, found.Similarities);
        Assert.Contains(expected.Rows, row => row > 0);
    }

    private static byte[] Changed(byte[] whole, int at, int value)
    {
        var bytes = whole.ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        return bytes;
    }

    private void AssertRefused(byte[] bytes, string said)
    {
        var path = Path.Combine(_folder.Path, "bad.hnsw");
        System.IO.File.WriteAllBytes(path, bytes);
        Expect.Error<ScanException>(() => HnswIndex.Open(path).Dispose(), path, said);
    }
}
