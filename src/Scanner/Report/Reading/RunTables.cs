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
        // A request is assigned to one template, so that it is in a campaign once. What campaigns sent is taken out
        // first: joined whole, two million requests need more memory than a report should.
        database.Execute("""
            CREATE TABLE sent AS SELECT request_id, account, timestamp, model, system, whole
            FROM requests WHERE account IN (SELECT account FROM members)
            """);
        database.Execute("""
            CREATE TABLE carried AS
            SELECT members.campaign, sent.request_id, members.template, sent.account, sent.timestamp, sent.model,
                sent.system, sent.whole
            FROM members
            JOIN assignments ON assignments.template_id = members.template
            JOIN sent ON sent.request_id = assignments.request_id AND sent.account = members.account
            """);
        database.Execute("DROP TABLE sent");
        database.Execute("CREATE TABLE carriers AS SELECT DISTINCT campaign, account FROM members");
    }

    private static void View(Database database, string name, string path) =>
        database.Execute($"CREATE VIEW {name} AS SELECT * FROM read_parquet({Database.Literal(path)})");
}
