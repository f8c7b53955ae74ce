using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>
/// The tables of a run that a report reads, as views, and <c>carried</c>: the requests of each campaign, each once,
/// with one of its templates.
/// </summary>
internal static class RunTables
{
    public static void Define(Database database, RunFolder run)
    {
        View(database, "requests", run.Artifact(Stage.Ingest, "requests.parquet"));
        View(database, "texts", run.Artifact(Stage.Ingest, "texts.parquet"));
        View(database, "accounts", run.Artifact(Stage.Ingest, "accounts.parquet"));
        View(database, "releases", run.Artifact(Stage.Ingest, "releases.parquet"));
        View(database, "templates", run.Artifact(Stage.Cluster, "templates.parquet"));
        View(database, "assignments", run.Artifact(Stage.Cluster, "assignments.parquet"));
        View(database, "members", run.Artifact(Stage.Score, "members.parquet"));
        database.Execute("""
            CREATE TABLE carried AS
            SELECT members.campaign, requests.request_id, min(members.template) AS template,
                any_value(requests.account) AS account, any_value(requests.timestamp) AS timestamp,
                any_value(requests.model) AS model,
                any_value(requests.system) AS system, any_value(requests.whole) AS whole
            FROM members
            JOIN assignments ON assignments.template_id = members.template
            JOIN requests ON requests.request_id = assignments.request_id AND requests.account = members.account
            GROUP BY members.campaign, requests.request_id
            """);
        database.Execute("CREATE TABLE carriers AS SELECT DISTINCT campaign, account FROM members");
    }

    private static void View(Database database, string name, string path) =>
        database.Execute($"CREATE VIEW {name} AS SELECT * FROM read_parquet({Database.Literal(path)})");
}
