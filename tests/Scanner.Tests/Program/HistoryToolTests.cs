using System.Globalization;
using System.Text.Json;
using Scanner.Cli;
using Scanner.Runs;
using Scanner.Tests.Join.Hnsw;

namespace Scanner.Tests.Program;

/// <summary>scan index and scan search: new rows are looked up in a history, by an index or by comparing all.</summary>
public sealed class HistoryToolTests : IDisposable
{
    private const int Dim = 32;

    private readonly string _root = Directory.CreateTempSubdirectory("scan-history-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void An_index_and_comparing_all_find_the_same_and_removed_rows_are_gone()
    {
        string history = Vectors("history.npy", 1_200, seed: 1), today = Vectors("today.npy", 100, seed: 2);
        string index = InRoot("history.hnsw"), exact = InRoot("exact.parquet"), near = InRoot("near.parquet");
        using var built = Json(Call.Scan("index", index, "--add", history, "--m", "12", "--json"));
        Assert.Equal(1_200, built.RootElement.GetProperty("rows_added").GetInt32());
        Assert.Equal(12, built.RootElement.GetProperty("m").GetInt32());

        using var all = Search(today, history, exact);
        Assert.Equal(JsonValueKind.Null, all.RootElement.GetProperty("recall").ValueKind);
        int matches = all.RootElement.GetProperty("matches").GetInt32();
        Assert.True(matches > 100, $"only {matches} matches");
        using var some = Search(today, index, near);
        Assert.Equal("hnsw", some.RootElement.GetProperty("backend").GetString());
        double recall = some.RootElement.GetProperty("recall").GetProperty("recall").GetDouble();
        Assert.True(recall > 0.97, $"recall {recall}");
        Assert.InRange(Same(exact, near), (int)(0.97 * matches), matches);

        // Every row that matched is removed: none of them is found any more.
        var rows = Neighbors(near);
        File.WriteAllLines(InRoot("rows.txt"), rows.Select(row => row.ToString(CultureInfo.InvariantCulture)));
        using var removed = Json(Call.Scan("index", index, "--remove", InRoot("rows.txt"), "--add", today, "--json"));
        Assert.Equal(rows.Length, removed.RootElement.GetProperty("rows_removed").GetInt32());
        using var left = Search(today, index, near);
        Assert.Empty(Neighbors(near).Intersect(rows));
        Assert.Equal(100, left.RootElement.GetProperty("rows_matched").GetInt32());

        var told = Call.Scan("index", index);
        Assert.Contains($"{1_300 - rows.Length:N0} rows of length 32, {rows.Length:N0} removed", told.Output);
        var found = Call.Scan("search", today, index, "--threshold", "0.5", "--out", near);
        Assert.Contains("recall@10", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_says_why_and_leaves_the_index_as_it_was()
    {
        string index = InRoot("history.hnsw"), history = Vectors("history.npy", 50, seed: 1);
        AssertRefused("there is no such index", "index", index);
        Assert.Equal(ExitCode.Done, Call.Scan("index", index, "--add", history).Code);
        var before = File.ReadAllBytes(index);
        AssertRefused("leave", "index", index, "--add", history, "--m", "8");
        File.WriteAllLines(InRoot("rows.txt"), ["3", "fifty"]);
        AssertRefused("rows.txt:2: found 'fifty'", "index", index, "--remove", InRoot("rows.txt"));
        VectorFile.Write(InRoot("other.npy"), ClusteredRows.Make(5, 8, seed: 1), 8);
        AssertRefused("length 8", "index", index, "--add", history, InRoot("other.npy"));
        AssertRefused("length 8", "search", InRoot("other.npy"), index, "--threshold", "1", "--out", InRoot("x"));
        AssertRefused("no folder", "search", history, index, "--threshold", "1", "--out", InRoot("no/x"));
        AssertRefused("whole number", "search", history, index, "--threshold", "1", "--out", "x", "--top", "0");
        Assert.Equal(before, File.ReadAllBytes(index));
    }

    private static JsonDocument Search(string vectors, string history, string output) =>
        Json(Call.Scan("search", vectors, history, "--threshold", "0.5", "--out", output, "--json"));

    private static void AssertRefused(string said, params string[] call)
    {
        var refused = Call.Scan(call);
        Assert.Equal(ExitCode.UserError, refused.Code);
        Assert.Contains(said, refused.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static JsonDocument Json(Call call)
    {
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return JsonDocument.Parse(call.Output);
    }

    private static int[] Neighbors(string file) =>
        Read($"SELECT DISTINCT neighbor FROM {Database.Literal(file)}");

    private static int Same(string one, string other) => Read(
        $"SELECT count(*)::INTEGER FROM {Database.Literal(one)} "
        + $"JOIN {Database.Literal(other)} USING (row, neighbor)")[0];

    private static int[] Read(string query)
    {
        using var database = Database.InMemory(new DatabaseOptions(1, 1L << 28, TempFolder: null));
        using var reader = database.Query(query);
        var values = new List<int>();
        while (reader.NextChunk()) values.AddRange(reader.Column<int>(0));
        return [.. values];
    }

    private string Vectors(string name, int rows, int seed)
    {
        VectorFile.Write(InRoot(name), ClusteredRows.Make(rows, Dim, seed), Dim);
        return InRoot(name);
    }

    private string InRoot(string name) => Path.Combine(_root, name);
}
