using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Scanner.Ingest;
using Scanner.Runs;

namespace Scanner.Tests.Ingest;

/// <summary>Bad input gives a helpful error or a counted reject, and never costs a good line.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly IngestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_missing_file() => Fails(Path.Combine(_run.Folder, "none.jsonl"), "found no such file");

    [Fact]
    public void A_missing_side_table()
    {
        var error = Assert.Throws<ScanException>(() => _run.Run(new IngestOptions
        {
            Inputs = [_run.Write("log.jsonl", Line(1))],
            Accounts = "none.csv",
        }));
        Assert.Contains("none.csv: found no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file() => Fails(_run.Write("log.jsonl", ""), "found an empty file");

    [Fact]
    public void Blank_lines_only() => Fails(_run.Write("log.jsonl", "\n \n\r\n"), "blank lines");

    [Fact]
    public void A_folder_without_logs()
    {
        _run.Write("logs/picture.png", "x");
        _run.Write("logs/accounts.csv", "account_id,org_id\na,o\n");
        Fails(Path.Combine(_run.Folder, "logs"), "found no log among 2 files", "Sub-folders are not entered");
    }

    [Fact]
    public void A_glob_that_matches_nothing() =>
        Fails(Path.Combine(_run.Folder, "**/*.jsonl"), "found no file that matches");

    [Fact]
    public void Nothing_at_all() => Assert.Contains(
        "found no input",
        Assert.Throws<ScanException>(() => _run.Run(Array.Empty<string>())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Binary_garbage()
    {
        var bytes = new byte[5000];
        new Random(3).NextBytes(bytes);
        Fails(_run.Write("log.jsonl", bytes), "no request could be read", "log.jsonl:1: ", "--explain");
    }

    [Theory]
    [InlineData("PK\u0003\u0004zip", "ZIP archive")]
    [InlineData("BZh91AY", "bunzip2")]
    public void Files_of_another_kind(string content, string expected) =>
        Fails(_run.Write("log.jsonl", content), expected);

    [Fact]
    public void Utf_16() => Fails(
        _run.Write("log.jsonl", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Line(1))]),
        "UTF-16", "iconv");

    [Fact]
    public void A_truncated_parquet_file()
    {
        _run.Run(_run.Write("log.jsonl", Line(1)));
        var whole = File.ReadAllBytes(_run.Artifact("requests.parquet"));
        Fails(
            _run.Write("cut.parquet", whole[..(whole.Length / 2)]),
            "Parquet file that cannot be read", "export it again");
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("zst")]
    public void A_truncated_compressed_file_keeps_the_lines_before(string kind)
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000)
            .Select(i => Line(i, Convert.ToHexString(RandomNumberGenerator.GetBytes(9)))));
        var whole = kind == "gz" ? Gzip(lines) : Zstd(lines);
        _run.Run(_run.Write("whole.jsonl." + kind, whole));
        Assert.Equal((20_000, 0), (_run.Summary.Requests, _run.Summary.Rejects));

        _run.Run(new IngestOptions { Inputs = [_run.Write("cut.jsonl." + kind, whole[..(whole.Length / 2)])] },
            run: "cut");
        Assert.InRange(_run.Summary.Requests, 5_000, 15_000);
        var reject = Assert.Single(_run.Rejects("cut"));
        Assert.Contains("damaged file", reject, StringComparison.Ordinal);
        Assert.Contains($"byte {whole.Length / 2}", reject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_byte_in_zstandard_is_found()
    {
        // One raw block without compression: only the checksum can tell.
        byte[] frame =
            [0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x04, 0x21, 0, 0, (byte)'4', (byte)'2', (byte)' ', (byte)' ', 1, 2, 3, 4];
        Fails(_run.Write("log.jsonl.zst", frame), "damaged file", "another checksum");
    }

    [Fact]
    public void Every_bad_line_is_rejected_with_its_reason_and_no_good_one_is_lost()
    {
        byte[] log =
        [
            .. Encoding.UTF8.GetBytes(Line(1)),
            .. "{\"account\":\"a\",\"prompt\":\n"u8,
            .. "{\"account\":\"a\",\"prompt\":\"caf"u8, 0xE9, .. "\"}\n"u8,
            .. "42\n"u8,
            .. "{\"time\":1,\"text\":\"Why?\"}\n"u8,
            .. "{\"account\":\"a\",\"prompt\":\"\"}\n"u8,
            .. Encoding.UTF8.GetBytes(Line(1)),
            .. "\n"u8,
            .. Encoding.UTF8.GetBytes(Line(2).TrimEnd()),
        ];
        _run.Run(_run.Write("log.jsonl", log));
        Assert.Equal(2, _run.Summary.Requests);
        Assert.Equal(
            ["broken JSON", "duplicate request id", "invalid UTF-8", "no JSON object", "no account", "no prompt text"],
            _run.Summary.RejectsByReason.Keys.Order(StringComparer.Ordinal));
        var rejects = _run.Rejects();
        Assert.Equal(6, rejects.Length);
        Assert.Contains("no field 'account' with a value (found: time, text). Map it with --map account=FIELD.",
            rejects.Single(line => line.Contains("\"line\":5", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("0xE9 at byte 28", rejects.Single(line => line.Contains("UTF-8", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_50_MB_is_a_good_line()
    {
        var log = _run.Write("log.jsonl", Line(1) + Line(2, new string('x', 50_000_000)) + Line(3));
        _run.Run(new IngestOptions { Inputs = [log], Spans = null });
        Assert.Equal((3, 0), (_run.Summary.Requests, _run.Summary.Rejects));
    }

    [Fact]
    public void A_line_beyond_the_limit_is_rejected_and_the_next_one_read()
    {
        var log = _run.Write("log.jsonl", Line(1) + Line(2, new string('x', Limits.LineBytesMax)) + Line(3));
        _run.Run(new IngestOptions { Inputs = [log], Spans = null });
        Assert.Equal(2, _run.Summary.Requests);
        Assert.Equal("line too long", Assert.Single(_run.Summary.RejectsByReason).Key);
        Assert.Equal(["1", "3"], _run.Rows("requests").Select(row => row["line"]));
    }

    [Fact]
    public void Broken_csv_rows_are_rejected()
    {
        _run.Run(_run.Write("log.csv",
            "account,prompt,model\na1,Why?,m\na2,too few\na3,\"Why, then?\",m\na4,too,many,cells\n"));
        Assert.Equal(["a1", "a3"], _run.Rows("requests").Select(row => row["account"]));
        Assert.Equal(2, _run.Summary.RejectsByReason["broken CSV"]);
        Assert.Contains("found 2 cells, expected 3", _run.Rejects()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_timestamps_are_kept_as_null_and_counted()
    {
        string[] times = ["\"yesterday\"", "5", "\"2026-13-45T00:00:00Z\"", "true", "\"\"", "\"2026-03-02T00:01:16Z\""];
        _run.Run(_run.Write("log.jsonl", string.Join('\n', times.Select(time =>
            $$"""{"account":"a","prompt":"Why?","timestamp":{{time}}}"""))));
        Assert.Equal(6, _run.Summary.Requests);
        Assert.Equal(4, _run.Summary.Warnings["timestamp is no time between 2000 and 2100"]);
        Assert.Equal(1, _run.Summary.Warnings["no timestamp"]);
    }

    [Fact]
    public void Mixed_formats_in_one_glob_are_each_read_their_way()
    {
        _run.Write("logs/a.jsonl", Line(1));
        _run.Write("logs/deep/er/b.csv", "account,prompt\nb,Why?\n");
        _run.Write(
            "logs/deep/c.jsonl",
            """{"custom_id":"c","body":{"user":"c","messages":[{"role":"user","content":"Why?"}]}}""");
        _run.Run(Path.Combine(_run.Folder, "logs", "**"));
        Assert.Equal(["a1", "c", "b"], _run.Rows("requests").Select(row => row["account"]));
        Assert.Equal(["OpenAI batch", "canonical"], _run.Summary.Formats.Keys);
    }

    [Fact]
    public void An_unknown_field_in_a_map() => Assert.Contains(
        "found no field 'acount'",
        Assert.Throws<ScanException>(() => _run.Run(new IngestOptions
        {
            Inputs = [_run.Write("log.jsonl", Line(1))],
            Map = new Dictionary<string, string> { ["acount"] = "user" },
        })).Message, StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_at_the_end_of_a_cut_prompt_is_kept()
    {
        _run.Run(_run.Write("log.jsonl", """{"account":"a","prompt":"cut here \ud83d","model":"m"}"""));
        Assert.Equal("cut here \uFFFD", Assert.Single(_run.Rows("texts"))["text"]);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_costs_no_line()
    {
        _run.Run(_run.Write("log.jsonl",
            """{"\ud800":1,"account":"a\udc00","prompt":"whole \ud83d\ude00 pair, no \\ud800 escape"}""" + "\n"
            + """{"account":"b","prompt":"x","metadata":{"\uD83D":{"\udfff":2}}}""" + "\n"
            + """{"\ud800":1}"""));
        Assert.Equal(["a\uFFFD", "b"], _run.Rows("requests").Select(row => row["account"]));
        Assert.Equal("whole 😀 pair, no \\ud800 escape", _run.Rows("texts")[0]["original"]);
        Assert.Contains("found: \uFFFD", Assert.Single(_run.Rejects()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_no_request()
    {
        _run.Run(_run.Write("log.csv", "account,prompt\na,first\nb,\"second\"\nc,\"open\nd,swallowed\n"));
        Assert.Equal(["a", "b"], _run.Rows("requests").Select(row => row["account"]));
        Assert.Contains("\"line\":4", Assert.Single(_run.Rejects()), StringComparison.Ordinal);
        Assert.Contains("never closed", _run.Rejects()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_memory_names_the_option()
    {
        var lines = Enumerable.Range(0, 2000).Select(id => Line(id, $"why {id}?"));
        var log = _run.Write("log.jsonl", string.Concat(lines));
        var error = Assert.Throws<ScanException>(
            () => _run.Run(new IngestOptions { Inputs = [log], MemoryBytesMax = 2 << 20 }));
        Assert.Contains("--memory", error.Message, StringComparison.Ordinal);
    }

    private void Fails(string input, params string[] parts)
    {
        var error = _run.Fails(input);
        Assert.Contains(Path.GetFileName(input), error.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private static string Line(int id, string prompt = "Why?") =>
        $$"""{"request_id":"r{{id}}","account":"a{{id}}","prompt":"{{prompt}}"}""" + "\n";

    private static byte[] Gzip(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    private byte[] Zstd(string lines)
    {
        var from = _run.Write("plain.jsonl", lines);
        var to = Path.Combine(_run.Folder, "plain.zst");
        using var database = Database.InMemory(new(1, 1 << 28, null));
        database.Execute($"COPY (SELECT * FROM read_json({Database.Literal(from)})) TO {Database.Literal(to)} "
            + "(FORMAT json, COMPRESSION zstd)");
        return File.ReadAllBytes(to);
    }
}
