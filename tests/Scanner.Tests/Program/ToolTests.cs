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

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string InRoot(string name) => Path.Combine(_root, name);

    private static JsonDocument Json(Call call)
    {
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return JsonDocument.Parse(call.Output);
    }
}
