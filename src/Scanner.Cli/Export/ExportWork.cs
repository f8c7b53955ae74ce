using System.Globalization;
using System.Text;
using Scanner.Report;
using Scanner.Report.Exports;
using Scanner.Runs;

namespace Scanner.Cli.Export;

/// <summary>Writes one export.</summary>
/// <param name="Run">The run, open for reading.</param>
/// <param name="Kind">What, and how.</param>
/// <param name="Shown">How accounts are named, and whether slots are shown.</param>
/// <param name="Host">Where to write.</param>
internal sealed record ExportWork(RunFolder Run, ExportKind Kind, ReportOptions Shown, Host Host)
{
    private const long MemoryBytesMax = 1L << 30;

    /// <param name="campaign">The one campaign to write; null for all.</param>
    /// <param name="file">File or, for evidence, folder; null for stdout.</param>
    /// <exception cref="ScanException">Something that the user can mend.</exception>
    public void Write(string? campaign, string? file)
    {
        // One thread keeps the order of rows, and reading two columns of Parquet needs no more.
        var options = new DatabaseOptions(1, MemoryBytesMax, Path.GetTempPath(), Host.Cancellation);
        if (Kind.Format == "zip")
            WriteEvidence(options, campaign, file!);
        else if (Kind.Document is { } document)
            WriteDocument(options, document, campaign, file);
        else
            WriteTable(options, campaign, file);
    }

    private void WriteDocument(
        DatabaseOptions options, Action<RunExport, string?, Stream> write, string? campaign, string? file)
    {
        using var export = new RunExport(Run, Shown, options);
        // Whole before a file is touched: a campaign that is not there would leave an empty one.
        var text = new MemoryStream();
        write(export, campaign, text);
        if (file is null)
        {
            Host.Output.Write(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
            return;
        }
        using var output = Create(file, FileMode.Create);
        text.WriteTo(output);
    }

    private void WriteEvidence(DatabaseOptions options, string? campaign, string folder)
    {
        using var export = new RunExport(Run, Shown, options);
        foreach (var id in campaign is null ? export.Campaigns : [campaign])
        {
            var pack = new MemoryStream();
            export.WriteEvidence(id, pack);
            CreateFolder(folder);
            using var file = Create(Path.Combine(folder, $"{id}.zip"), FileMode.Create);
            pack.WriteTo(file);
            Host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pack.Length:N0} bytes in {file.Name}"));
        }
    }

    private void WriteTable(DatabaseOptions options, string? campaign, string? file)
    {
        var table = ExportTable.All.First(table => table.Name == Kind.What);
        using var database = Database.InMemory(options);
        var names = AccountNames.For(Run, Shown.AccountIds, Shown.AccountKey);
        // Raw names need no work.
        var masked = table.Masked
            .Where(column => column.Value != MaskedColumn.Account || Shown.AccountIds != AccountIds.Raw).ToDictionary();
        var rows = table.Query(Run);
        if (campaign is not null) rows = CampaignRows.Of(database, rows, table.Campaign!, campaign);
        var query = MaskedTable.Define(database, rows, masked, names, Shown.ShowSlots);
        if (Kind.Format == "parquet")
        {
            // DuckDB would say less clearly why it cannot.
            Create(file!, FileMode.OpenOrCreate).Dispose();
            database.SaveParquet(query, file!);
            return;
        }
        using var writer = file is null
            ? null
            : new StreamWriter(Create(file, FileMode.Create), new UTF8Encoding(false)) { NewLine = "\n" };
        var output = writer ?? Host.Output;
        long written = Kind.Format == "csv"
            ? TableText.WriteCsv(database, query, output)
            : TableText.WriteJsonLines(database, query, output);
        if (file is not null)
            Host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written:N0} rows in {file}"));
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"--out {folder}: cannot be made: {error.Message} Expected the name of a folder; name another.", error);
        }
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
