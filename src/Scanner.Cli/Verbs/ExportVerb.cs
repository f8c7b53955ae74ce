using System.CommandLine;
using System.Globalization;
using System.Text;
using Scanner.Cli.Export;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan export: tables of a run for other programs.</summary>
internal static class ExportVerb
{
    private const long MemoryBytesMax = 1L << 30;

    public static VerbCommand Make(Host host)
    {
        var run = Flags.Run();
        var what = new Argument<string>("WHAT")
        {
            Description = string.Join("; ", ExportTable.All.Select(table => $"{table.Name}: {table.What}")) + ".",
        };
        string names = string.Join(", ", ExportTable.All.Select(table => table.Name));
        what.Validators.Add(result =>
        {
            if (ExportTable.All.All(table => table.Name != result.Tokens[0].Value))
                result.AddError($"WHAT: found '{result.Tokens[0].Value}', expected one of {names}.");
        });
        var format = new Option<string>("--format")
        {
            HelpName = "csv|jsonl|parquet",
            DefaultValueFactory = _ => "csv",
            Description = "How the table is written.",
        };
        Flags.Expect(format, name => name is "csv" or "jsonl" or "parquet", "csv, jsonl or parquet");
        var file = new Option<string?>("--out")
        {
            HelpName = "FILE",
            Description = "The file to write, replaced where it exists; stdout where none is named.",
        };
        var verb = new VerbCommand(
            "export", "Writes a table of a run as CSV, JSON lines or Parquet.",
            "scan export my-run members", "scan export my-run assignments --format csv --out assignments.csv",
            "scan export my-run requests --format parquet --out requests.parquet")
        { run, what, format, file };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(format) == "parquet" && result.GetValue(file) is null)
                result.AddError(
                    "--format parquet: found no --out, expected the file to write, such as --out members.parquet.");
        });
        verb.SetAction(parsed =>
        {
            using var folder = RunFolder.Open(parsed.GetValue(run)!);
            var table = ExportTable.All.First(table => table.Name == parsed.GetValue(what));
            Write(table.Query(folder), parsed.GetValue(format)!, parsed.GetValue(file), host);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Write(string query, string format, string? file, Host host)
    {
        // One thread keeps the order of rows, and reading two columns of Parquet needs no more.
        using var database = Database.InMemory(
            new DatabaseOptions(1, MemoryBytesMax, TempFolder: null, host.Cancellation));
        if (format == "parquet")
        {
            SaveParquet(database, query, file!);
            return;
        }
        using var writer = file is null
            ? null
            : new StreamWriter(Create(file, FileMode.Create), new UTF8Encoding(false)) { NewLine = "\n" };
        var output = writer ?? host.Output;
        long rows = format == "csv"
            ? TableText.WriteCsv(database, query, output)
            : TableText.WriteJsonLines(database, query, output);
        if (file is not null)
            host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in {file}"));
    }

    private static void SaveParquet(Database database, string query, string file)
    {
        // DuckDB would say less clearly why it cannot.
        Create(file, FileMode.OpenOrCreate).Dispose();
        database.SaveParquet(query, file);
    }

    private static FileStream Create(string file, FileMode mode)
    {
        try
        {
            return new FileStream(file, mode, FileAccess.Write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"--out {file}: cannot be written: {error.Message} Expected the name of a file in a folder that "
                + "exists; name another.", error);
        }
    }
}
