using Scanner.Report;
using Scanner.Runs;
using Serilog.Core;

namespace Scanner.Tests.Report;

/// <summary>
/// A run on disk, up to Score: eight accounts of a campaign send a fixed wording around sums through three days, twenty
/// others write what they like. Account c0 writes both. Times are on the hour.
/// </summary>
internal sealed class SampleRun : IDisposable
{
    public const string Fixed = "Think step by step and write every step between <step> tags.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("run-");
    private readonly RunFolder _run;

    public SampleRun(string prompts = "'Solve ' || i || ' + 1. ", bool withTimes = true)
    {
        _run = RunFolder.Create(Path.Combine(_folder.FullName, "run"));
        using var database = Database.InMemory(new DatabaseOptions(1, 256 << 20, null));
        const string Times = "TIMESTAMP '2026-03-02 00:00:00' + INTERVAL (hour) HOUR";
        Fill(database, prompts, withTimes ? Times : "NULL::TIMESTAMP");
        var inputs = new { Files = new[] { new { Name = "my log.jsonl" } }, Accounts = new { Name = "accounts.csv" } };
        _run.Publish(Stage.Ingest, 1, inputs, folder =>
        {
            foreach (var table in new[] { "requests", "texts", "accounts", "releases" })
                database.SaveParquet(table, Path.Combine(folder, $"{table}.parquet"));
            File.WriteAllLines(Path.Combine(folder, "rejects.jsonl"), ["{}", "{}"]);
            return new { };
        });
        _run.Publish(Stage.Embed, 1, new { }, folder =>
        {
            VectorFile.Write(Path.Combine(folder, "vectors.npy"),
                [.. Enumerable.Range(0, 72).SelectMany(i => (float[])(i % 3 == 0 ? [0.6f, 0.8f] : [1, 0]))], dim: 2);
            File.WriteAllText(Path.Combine(folder, "model.json"), """{"dim":2}""");
            return new { Model = "tiny", Device = "cpu" };
        });
        _run.Publish(Stage.Join, 1, new { }, _ => new { Threshold = 0.75f, Backend = "simd" });
        _run.Publish(Stage.Cluster, 1, new { }, folder =>
        {
            database.SaveParquet("assignments", Path.Combine(folder, "assignments.parquet"));
            database.SaveParquet("templates", Path.Combine(folder, "templates.parquet"));
            return new { };
        });
        _run.Publish(Stage.Score, 1, new { }, folder =>
        {
            database.SaveParquet("members", Path.Combine(folder, "members.parquet"));
            File.WriteAllText(Path.Combine(folder, "campaigns.json"), Campaigns());
            return new { };
        });
    }

    public RunFolder Run => _run;

    public ReportSummary Report(ReportOptions? options = null, int threads = 1) => ReportStage.Run(
        new StageContext(_run, Logger.None, new Progress<StageProgress>(), threads, CancellationToken.None),
        options ?? new ReportOptions());

    public void Dispose()
    {
        _run.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Fill(Database database, string prompts, string time) => database.Execute($"""
        CREATE TABLE requests AS
        SELECT request_id, {time} AS timestamp, account, NULL::VARCHAR AS org, payment, ip, '64500' AS asn,
            'NZ' AS country, 'client/1' AS user_agent, 'api' AS plan, 'sable-3' AS model, NULL::INTEGER AS system,
            text AS whole
        FROM (
            SELECT 'r' || i AS request_id, i AS hour, i::INTEGER AS text,
                CASE WHEN i % 3 = 0 THEN 'b' || (i // 3 % 20) ELSE 'c' || (i % 8) END AS account,
                CASE WHEN i % 3 = 0 THEN 'pay' || i % 20 ELSE 'shared-card' END AS payment,
                CASE WHEN i % 3 = 0 THEN '203.0.' || i % 20 || '.7' ELSE '198.51.100.' || i % 8 END AS ip
            FROM range(72) AS numbers(i)
            UNION ALL SELECT 'extra', 5, 0, 'c0', 'shared-card', '198.51.100.0');

        CREATE TABLE texts AS
        SELECT i::INTEGER AS row, {prompts}{Database.Literal(Fixed)[1..]} AS original FROM range(72) AS numbers(i);

        CREATE TABLE accounts AS
        SELECT 'c' || i AS account, NULL::VARCHAR AS org, TIMESTAMP '2026-02-27 10:00:00' AS created_at, 'plus' AS plan,
            NULL::VARCHAR AS payment, 'inbox.example' AS email_domain,
            CASE WHEN i = 3 THEN TIMESTAMP '2026-03-03 09:30:00' END AS banned_at
        FROM range(8) AS numbers(i);

        CREATE TABLE releases AS SELECT 'sable-4' AS model, TIMESTAMP '2026-03-03 12:00:00' AS released_at
        UNION ALL SELECT 'sable-3', TIMESTAMP '2025-08-14';

        CREATE TABLE assignments AS
        SELECT request_id, CASE WHEN account LIKE 'c%' THEN 'T0' ELSE 'T1' END AS template_id
        FROM requests WHERE request_id <> 'extra';

        CREATE TABLE templates AS
        SELECT i::INTEGER AS template, 'T' || i AS id, i::INTEGER AS medoid, 2 AS kinds, 48 AS texts,
            (48 - i)::BIGINT AS requests, (8 + i)::INTEGER AS accounts,
            'a wording, mail to jo@mail.example' AS skeleton, '[]' AS slots
        FROM range(4) AS numbers(i);

        CREATE TABLE members AS
        SELECT 'C01' AS campaign, account, 'T0' AS template, count(*) AS requests
        FROM requests WHERE account LIKE 'c%' GROUP BY ALL ORDER BY account
        """);

    private static string Campaigns()
    {
        const string Seen = "\"first_seen\":\"2026-03-02T01:00:00.000Z\",\"last_seen\":\"2026-03-04T23:00:00.000Z\"";
        var accounts = string.Join(",", Enumerable.Range(0, 8).Select(i =>
            $$"""{"id":"c{{i}}","requests":6,"total_requests":7,{{Seen}},"a_later_field":1}"""));
        return $$"""
            {"schema":1,"fdr":0.05,
            "scanned":{"requests":73,"accounts":28,"actors":28,"templates_tested":2,{{Seen}}},
            "campaigns":[{"id":"C01","score":7.3,"confidence":"high","requests":48,"accounts":[{{accounts}}],{{Seen}},
              "templates":[{"id":"T0","kind":"whole","requests":48,"accounts":8,
                "skeleton":"solve {number} + 1. think step by step and write every step between <step> tags.",
                "slots":[{"kind":"number","distinct":48,"entropy":5.6,"examples":["1","2"]}]}],
              "capabilities":[],"against":[],
              "evidence":[{"channel":"spread","value":8,"p_value":0.0001,"log_likelihood_ratio":7.3,"text":"Eight.",
                "brief":"c1 and jo@mail.example send it","clearing":"c2 is jo@mail.example"}]}],
            "considered":[{"template":"T1","skeleton":"hello","accounts":20,"requests":24,"score":-1,"why":"Popular.",
              "explanation":"Popular: all send it.","brief":"c3 and jo@mail.example send it"}]}
            """;
    }
}
