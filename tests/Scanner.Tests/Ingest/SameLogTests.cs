using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Scanner.Ingest;
using Scanner.Runs;

namespace Scanner.Tests.Ingest;

/// <summary>The same log in every kind of file gives the same requests and texts.</summary>
public sealed class SameLogTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly IngestRun _run = new();
    private readonly string _log;

    public SameLogTests() => _log = _run.Write("log.jsonl", string.Concat(Lines(700)));

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("parquet")]
    [InlineData("jsonl.gz")]
    [InlineData("jsonl.zst")]
    [InlineData("csv.gz")]
    [InlineData("csv.zst")]
    [InlineData("json")]
    [InlineData("pretty.json")]
    [InlineData("crlf.jsonl")]
    [InlineData("bom.jsonl")]
    public void Gives_the_same_requests_and_texts(string kind)
    {
        _run.Run(new IngestOptions { Inputs = [_log] }, run: "jsonl");
        _run.Run(new IngestOptions { Inputs = [Convert(kind)] }, run: "other");
        Assert.Equal(700, _run.Summary.Requests);
        Assert.Empty(_run.Rejects("other"));
        Assert.Equal(Shown("requests", "jsonl"), Shown("requests", "other"));
        Assert.Equal(Shown("texts", "jsonl"), Shown("texts", "other"));
    }

    private IEnumerable<string> Shown(string table, string run) => _run.Rows(table, run).Select(row =>
    {
        row.Remove("file");
        row.Remove("line");
        return IngestRun.Show(row);
    });

    private string Convert(string kind)
    {
        var to = Path.Combine(_run.Folder, "log." + kind);
        var lines = File.ReadAllText(_log);
        switch (kind)
        {
            case "jsonl.gz":
                using (var gzip = new GZipStream(File.Create(to), CompressionLevel.Optimal))
                    gzip.Write(Encoding.UTF8.GetBytes(lines));
                break;
            case "csv.gz":
                Copy(to, "FORMAT csv, HEADER true, COMPRESSION gzip");
                break;
            case "csv.zst":
                Copy(to, "FORMAT csv, HEADER true, COMPRESSION zstd");
                break;
            case "jsonl.zst":
                Copy(to, "FORMAT json, COMPRESSION zstd");
                break;
            case "json":
                Copy(to, "FORMAT json, ARRAY true");
                break;
            case "pretty.json":
                _run.Write("log." + kind, JsonSerializer.Serialize(
                    JsonElement.Parse($"[{string.Join(',', lines.Trim().Split('\n'))}]"),
                    Indented));
                break;
            case "crlf.jsonl":
                _run.Write("log." + kind, lines.ReplaceLineEndings("\r\n").TrimEnd());
                break;
            case "bom.jsonl":
                _run.Write("log." + kind, "\uFEFF" + lines);
                break;
            default:
                Copy(to, kind switch
                {
                    "tsv" => "FORMAT csv, HEADER true, DELIMITER '\t'",
                    var format => $"FORMAT {format}",
                });
                break;
        }
        return to;
    }

    private void Copy(string to, string format)
    {
        using var database = Database.InMemory(new(1, 1 << 28, null));
        database.Execute(
            $"COPY (SELECT * FROM read_json({Database.Literal(_log)}, format='newline_delimited', sample_size=-1)) "
            + $"TO {Database.Literal(to)} ({format})");
    }

    private static IEnumerable<string> Lines(int count)
    {
        var start = new DateTime(2026, 3, 2, 0, 1, 16, 37, DateTimeKind.Utc);
        string[] prompts =
        [
            "Say \"hello\", please; then\tstop|now", "Two\nlines\r\nand ünïcödé ≤ 🙂", " leading and trailing ",
            "чистый текст",
        ];
        for (var i = 0; i < count; i++)
        {
            var request = new Dictionary<string, object?>
            {
                ["request_id"] = $"r{i}",
                ["timestamp"] =
                    start.AddSeconds(i * 7.25).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["account_id"] = $"a{i % 37}",
                ["org_id"] = i % 3 == 0 ? "" : $"o{i % 11}",
                ["payment_hash"] = i % 4 == 0 ? "" : $"p{i % 5}",
                ["asn"] = 65000 + (i % 9),
                ["system_prompt"] = i % 5 == 0 ? "You are terse." : "",
                ["prompt"] = $"{prompts[i % prompts.Length]} {i % 200}",
                ["max_tokens"] = i % 6 == 0 ? null : 256,
                ["temperature"] = i % 2 == 0 ? 0.7 : 1.0,
                ["tools"] = i % 3 == 0 ? ["search", "run_code"] : Array.Empty<string>(),
                ["tokens_in"] = i,
                ["status"] = 200,
            };
            yield return JsonSerializer.Serialize(request) + "\n";
        }
    }
}
