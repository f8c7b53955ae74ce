using Scanner.Report;
using Scanner.Report.Exports;

namespace Scanner.Cli.Export;

/// <summary>A way in which something leaves a run.</summary>
/// <param name="What">What is typed for WHAT.</param>
/// <param name="Format">What is typed for --format.</param>
/// <param name="Ids">How accounts are named unless asked for otherwise.</param>
internal sealed record ExportKind(string What, string Format, AccountIds Ids)
{
    /// <summary>Writes a document; null for tables and for evidence.</summary>
    public Action<RunExport, string?, Stream>? Document { get; init; }

    /// <summary>Whether a file or folder must be named, since a terminal has no use for it.</summary>
    public bool NeedsOut => Format is "parquet" or "zip";

    /// <summary>Whether single campaigns can be asked for.</summary>
    public bool ByCampaign => Document is not null || Format == "zip"
        || ExportTable.All.Any(table => table.Name == What && table.Campaign is not null);

    /// <summary>
    /// Every way; the first of each WHAT is the usual one. What is made to be shared beyond one's own house names no
    /// account unless asked to.
    /// </summary>
    public static IReadOnlyList<ExportKind> All { get; } =
    [
        .. from table in ExportTable.All
           from format in (string[])["csv", "jsonl", "parquet"]
           select new ExportKind(table.Name, format, AccountIds.Raw),
        new("campaigns", "stix", AccountIds.Hmac) { Document = (export, id, output) => export.WriteStix(id, output) },
        new("campaigns", "misp", AccountIds.Hmac) { Document = (export, id, output) => export.WriteMisp(id, output) },
        new("graph", "graphml", AccountIds.Raw) { Document = (export, id, output) => export.WriteGraph(id, output) },
        new("evidence", "zip", AccountIds.Raw),
    ];

    /// <summary>The way asked for; null where there is none.</summary>
    public static ExportKind? Find(string what, string? format) =>
        All.FirstOrDefault(kind => kind.What == what && (format is null || kind.Format == format));
}
