using System.IO.Compression;
using Scanner.Cli;
using Scanner.Cli.Export;
using Scanner.Runs;

namespace Scanner.Tests.Program;

/// <summary>No secret that stands in a prompt leaves a run, but in the run folder's own tables.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scan-secrets-").FullName;

    [Theory]
    [InlineData("raw")]
    [InlineData("hmac")]
    public void No_output_shows_a_planted_secret(string accounts)
    {
        Assert.Equal(200, PlantedSecrets.All.Distinct().Count());
        string log = InRoot("log.jsonl"), run = InRoot("run");
        PlantedSecrets.WriteLog(log);
        string[] shown = ["--show-slots", "--account-ids", accounts];

        // Whatever its score: what is reported must be masked.
        string[] scan = ["run", log, "--out", run, "--report-min=-9", .. shown];
        var outputs = new Dictionary<string, string>
        {
            ["explanation"] = Output(Call.Scan("ingest", log, "--explain")),
            ["summary"] = Output(Call.Scan(scan)),
            ["json"] = Output(Call.Scan([.. scan, "--json"])),
            ["report"] = Output(Call.Scan(["report", run, "--json", .. shown])),
            ["log"] = File.ReadAllText(Path.Combine(run, "scan.log")),
            ["page"] = File.ReadAllText(Path.Combine(run, "6-report", "report.html")),
            ["campaigns"] = File.ReadAllText(Path.Combine(run, "6-report", "campaigns.json")),
        };
        foreach (var kind in ExportKind.All)
            foreach (var (name, text) in Exported(run, kind, shown))
                outputs[$"{kind.What} as {kind.Format} {name}"] = text;

        Assert.Contains("between <step> tags", outputs["campaigns"], StringComparison.Ordinal);
        Assert.Contains("[e-mail]", outputs["page"], StringComparison.Ordinal);
        Assert.Empty(
            from output in outputs
            from secret in PlantedSecrets.All
            where Plain(output.Value).Contains(PlantedSecrets.Hidden(secret), StringComparison.OrdinalIgnoreCase)
            select $"{output.Key} shows {secret}");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private IEnumerable<(string Name, string Text)> Exported(string run, ExportKind kind, string[] shown)
    {
        string file = InRoot($"{kind.What}.{kind.Format}");
        Output(Call.Scan(["export", run, kind.What, "--format", kind.Format, "--out", file, .. shown]));
        if (kind.Format == "zip")
        {
            using var zip = ZipFile.OpenRead(Path.Combine(file, "C01.zip"));
            return [.. zip.Entries.Select(entry => (entry.Name, new StreamReader(entry.Open()).ReadToEnd()))];
        }
        // Parquet is compressed: what it holds is read back.
        return [("", kind.Format == "parquet" ? Lines(file) : File.ReadAllText(file))];
    }

    // Some writers of JSON escape the plus sign of telephone numbers.
    private static string Plain(string text) => text.Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase);

    private static string Lines(string parquet)
    {
        using var database = Database.InMemory(new DatabaseOptions(1, 1L << 30, TempFolder: null));
        var lines = new StringWriter();
        TableText.WriteJsonLines(database, $"SELECT * FROM {Database.Literal(parquet)}", lines);
        return lines.ToString();
    }

    private static string Output(Call call)
    {
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return call.Output + call.Error;
    }

    private string InRoot(string name) => Path.Combine(_root, name);
}
