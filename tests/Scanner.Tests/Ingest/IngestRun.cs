using System.Globalization;
using Scanner.Ingest;
using Scanner.Runs;
using Serilog.Core;

namespace Scanner.Tests.Ingest;

/// <summary>Runs the stage on small files in a folder of its own, and reads what it left.</summary>
internal sealed class IngestRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ingest").FullName;

    public IngestSummary Summary { get; private set; } = null!;

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public IngestRun Run(params string[] inputs) => Run(new IngestOptions { Inputs = inputs });

    public IngestRun Run(IngestOptions options, int threads = 2, string run = "run")
    {
        using var folder = RunFolder.Create(Path.Combine(Folder, run));
        Summary = IngestStage.Run(
            new StageContext(folder, Logger.None, new Progress<StageProgress>(), threads, CancellationToken.None),
            options);
        return this;
    }

    public ScanException Fails(params string[] inputs) => Assert.Throws<ScanException>(() => Run(inputs));

    public string Artifact(string file, string run = "run") => Path.Combine(Folder, run, "1-ingest", file);

    /// <summary>The rows of a Parquet artifact: columns as text, null as null.</summary>
    public List<Dictionary<string, string?>> Rows(string table, string run = "run") =>
        Query($"SELECT * FROM {Database.Literal(Artifact(table + ".parquet", run))}");

    public static List<Dictionary<string, string?>> Query(string sql)
    {
        using var database = Database.InMemory(new(1, 1 << 28, null));
        using var reader = database.Query($"SELECT COLUMNS(*)::VARCHAR FROM ({sql})");
        var rows = new List<Dictionary<string, string?>>();
        while (reader.NextChunk())
            for (var row = 0; row < reader.RowCount; row++)
                rows.Add(Enumerable.Range(0, reader.ColumnCount)
                    .ToDictionary(reader.ColumnName, column => reader.Text(column, row)));
        return rows;
    }

    /// <summary>A row as name=value|name=value, without nulls.</summary>
    public static string Show(Dictionary<string, string?> row) =>
        string.Join('|', row.Where(pair => pair.Value != null).Select(pair => $"{pair.Key}={pair.Value}"));

    public string[] Rejects(string run = "run") => File.ReadAllLines(Artifact("rejects.jsonl", run));

    /// <summary>The normalised text of a row number as it stands in requests.parquet.</summary>
    public string TextOf(string? row) =>
        Rows("texts")[int.Parse(row!, CultureInfo.InvariantCulture)]["text"]!;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
