using Scanner.Report.Exports;
using Scanner.Runs;

namespace Scanner.Cli.Export;

/// <summary>A table that people take out of a run.</summary>
/// <param name="Name">What is typed: "members".</param>
/// <param name="What">What its rows are.</param>
/// <param name="Query">The rows as SQL, given the run.</param>
/// <param name="Masked">The columns that may not leave as they are.</param>
internal sealed record ExportTable(
    string Name, string What, Func<RunFolder, string> Query, IReadOnlyDictionary<string, MaskedColumn> Masked)
{
    /// <summary>The column that names the campaign of a row; null where rows belong to none.</summary>
    public string? Campaign { get; init; }

    // The types are stated, because a run without campaigns leaves nothing to guess them from.
    private const string CampaignColumns =
        "{'campaigns': 'STRUCT(id VARCHAR, score DOUBLE, confidence VARCHAR, accounts STRUCT(id VARCHAR)[], "
        + "requests BIGINT, evidence STRUCT(channel VARCHAR)[], first_seen VARCHAR, last_seen VARCHAR)[]'}";

    /// <summary>Every table, in the order in which the help lists them.</summary>
    public static IReadOnlyList<ExportTable> All { get; } =
    [
        new("campaigns", "a row per campaign", Campaigns, Columns()) { Campaign = "id" },
        new("members", "a row per campaign, account of it, and template that it sent",
            Artifact(Stage.Score, "members.parquet"), Columns(("account", MaskedColumn.Account)))
        { Campaign = "campaign" },
        new("templates", "a row per template with its skeleton", Artifact(Stage.Cluster, "templates.parquet"),
            Columns(("skeleton", MaskedColumn.Text), ("slots", MaskedColumn.Slots))),
        new("assignments", "request_id and template_id of every request that has a template",
            Artifact(Stage.Cluster, "assignments.parquet", "request_id, template_id"), Columns()),
        new("requests", "a row per request as it was read", Artifact(Stage.Ingest, "requests.parquet"),
            Columns(("account", MaskedColumn.Account), ("org", MaskedColumn.Account), ("api_key", MaskedColumn.Text),
                ("payment", MaskedColumn.Text), ("user_agent", MaskedColumn.Text), ("plan", MaskedColumn.Text),
                ("model", MaskedColumn.Text), ("tools", MaskedColumn.Text))),
    ];

    private static Dictionary<string, MaskedColumn> Columns(params (string Name, MaskedColumn Holds)[] columns) =>
        columns.ToDictionary(column => column.Name, column => column.Holds);

    private static Func<RunFolder, string> Artifact(Stage stage, string file, string columns = "*") =>
        run => $"SELECT {columns} FROM read_parquet({Database.Literal(run.Artifact(stage, file))})";

    private static string Campaigns(RunFolder run)
    {
        string path = run.Artifact(Stage.Report, "campaigns.json");
        // DuckDB sets aside twice this for the one object that the file is.
        long bytes = new FileInfo(path).Length + 1;
        return $"""
            SELECT c.id, c.score, c.confidence, len(c.accounts) AS accounts, c.requests,
                array_to_string(list_transform(c.evidence, lambda e: e.channel), ' ') AS channels,
                c.first_seen, c.last_seen
            FROM (SELECT unnest(campaigns) AS c FROM read_json(
                {Database.Literal(path)}, columns = {CampaignColumns}, maximum_object_size = {bytes}))
            """;
    }
}
