using System.Text.Json;
using Scanner.Cli;
using Scanner.Runs;

namespace Scanner.Tests.Program;

/// <summary>scan vectors, scan pairs and scan devices: the tools that need no run.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scan-tools-").FullName;

    [Fact]
    public void Vectors_of_lines_join_to_the_pairs_that_are_alike()
    {
        string texts = InRoot("texts.jsonl"), vectors = InRoot("vectors.npy"), pairs = InRoot("pairs.parquet");
        File.WriteAllLines(texts,
        [
            """{"text":"How do I prune an old apple tree before winter?"}""",
            """{"text":"What is the capital of the moon?"}""",
            """{"text":"how do I prune an old apple tree, before winter"}""",
        ]);

        using var embedded = Json(Call.Scan("vectors", texts, "--out", vectors, "--no-cache", "--json"));
        Assert.Equal(3, embedded.RootElement.GetProperty("rows").GetInt32());
        using (var matrix = VectorFile.Open(vectors))
            Assert.Equal(3, matrix.Rows);

        using var joined = Json(Call.Scan("pairs", vectors, "--threshold", "0.8", "--out", pairs, "--json"));
        Assert.Equal(1, joined.RootElement.GetProperty("pairs").GetInt64());
        Assert.True(joined.RootElement.GetProperty("join_seconds").GetDouble() >= 0);
        Assert.NotEmpty(joined.RootElement.GetProperty("backend").GetString()!);
        Assert.Equal(1, LogCopies.Count(pairs));
    }

    [Fact]
    public void Devices_lists_the_cpu_as_working()
    {
        using var json = Json(Call.Scan("devices", "--json"));
        var cpu = json.RootElement.GetProperty("devices").EnumerateArray()
            .Single(device => device.GetProperty("name").GetString() == "cpu");
        Assert.True(cpu.GetProperty("is_usable").GetBoolean());
        Assert.Contains(
            json.RootElement.GetProperty("backends").EnumerateArray(),
            backend => backend.GetProperty("is_available").GetBoolean());
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda:1")]
    [InlineData("webgpu")]
    public void One_device_is_tried_alone(string name)
    {
        using var json = Json(Call.Scan("devices", "--device", name, "--json"));
        var device = Assert.Single(json.RootElement.GetProperty("devices").EnumerateArray());
        Assert.Equal(name, device.GetProperty("name").GetString());
        Assert.NotEmpty(device.GetProperty("why").GetString()!);
        Assert.False(json.RootElement.TryGetProperty("backends", out _));
    }

    [Fact]
    public void Explain_tells_what_is_read_from_where_and_writes_nothing()
    {
        string log = InRoot("log.jsonl");
        File.WriteAllText(log, """{"customer":"a1","input":{"text":"explain this to me"}}""" + "\n");
        var call = Call.Scan("ingest", log, "--explain", "--map", "account=customer", "--map", "prompt=input.text");
        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.Contains("input.text", call.Output, StringComparison.Ordinal);
        Assert.Contains("explain this to me", call.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void Pairs_are_counted_beyond_the_cap()
    {
        string vectors = InRoot("vectors.npy"), pairs = InRoot("pairs.parquet");
        VectorFile.Write(vectors, [.. Enumerable.Repeat(new float[] { 1, 0 }, 5).SelectMany(row => row)], dim: 2);
        using var all = Json(Call.Scan("pairs", vectors, "--threshold", "0.9", "--out", pairs, "--json"));
        Assert.Equal((10, 10), (Number(all, "pairs"), Number(all, "pairs_stored")));
        using var capped = Json(
            Call.Scan("pairs", vectors, "--threshold", "0.9", "--out", pairs, "--cap", "1", "--json"));
        Assert.Equal(10, Number(capped, "pairs"));
        Assert.InRange(Number(capped, "pairs_stored"), 1, 5);
        Assert.Equal(Number(capped, "pairs_stored"), LogCopies.Count(pairs));
    }

    [Theory]
    [InlineData("a-folder")]
    [InlineData("no/such/folder.parquet")]
    public void An_output_that_cannot_be_written_is_told(string name)
    {
        Directory.CreateDirectory(InRoot("a-folder"));
        string vectors = InRoot("vectors.npy"), texts = InRoot("texts.txt");
        VectorFile.Write(vectors, [1, 0, 1, 0], dim: 2);
        File.WriteAllText(texts, "one line");
        foreach (var call in (Call[])[
            Call.Scan("pairs", vectors, "--threshold", "0.9", "--out", InRoot(name)),
            Call.Scan("vectors", texts, "--out", InRoot(name))])
        {
            Assert.Equal(ExitCode.UserError, call.Code);
            Assert.Contains($"--out {InRoot(name)}", call.Error, StringComparison.Ordinal);
        }
        Assert.Equal(["a-folder", "texts.txt", "vectors.npy"],
            Directory.EnumerateFileSystemEntries(_root).Select(Path.GetFileName).Order());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string InRoot(string name) => Path.Combine(_root, name);

    private static long Number(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetInt64();

    private static JsonDocument Json(Call call)
    {
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return JsonDocument.Parse(call.Output);
    }
}
