using Scanner.Ingest;
using Scanner.Runs;

namespace Scanner.Tests.Ingest;

public sealed class SideTableTests : IDisposable
{
    private readonly IngestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Accounts_and_releases_become_tables_and_accounts_lend_their_organisation()
    {
        _run.Run(new IngestOptions
        {
            Inputs = [_run.Write("log.jsonl", """
                {"account":"a1","prompt":"Why?"}
                {"account":"a2","org":"o9","prompt":"Why?"}
                """)],
            Accounts = _run.Write("accounts.csv", """
                account_id,org_id,created_at,plan,payment_hash,email_domain,banned_at
                a1,o1,2026-02-03T07:26:20.112Z,team,p1,mail.example,
                a2,o2,2025-05-10T11:51:42.418Z,plus,,inbox.example,2026-03-09
                a1,o3,2026-02-03T07:26:20.112Z,team,p1,mail.example,
                """),
            Releases = _run.Write("model_releases.csv", "model,released_at\nsable-3,2025-08-14T00:00:00.000Z\n"),
        });
        Assert.Equal(["o1", "o9"], _run.Rows("requests").Select(row => row["org"]));
        Assert.Equal(
            ["account=a1|org=o1|created_at=2026-02-03 07:26:20.112|plan=team|payment=p1|email_domain=mail.example",
             "account=a2|org=o2|created_at=2025-05-10 11:51:42.418|plan=plus|email_domain=inbox.example"
                 + "|banned_at=2026-03-09 00:00:00"],
            _run.Rows("accounts").Select(IngestRun.Show));
        Assert.Equal("model=sable-3|released_at=2025-08-14 00:00:00",
            IngestRun.Show(Assert.Single(_run.Rows("releases"))));
    }

    [Fact]
    public void Without_side_tables_the_tables_are_empty_even_where_files_lie_beside_the_log()
    {
        _run.Write("accounts.csv", "account_id,org_id\na1,o1\n");
        _run.Run(_run.Write("log.jsonl", """{"account":"a1","prompt":"Why?"}"""));
        Assert.Null(Assert.Single(_run.Rows("requests"))["org"]);
        Assert.Empty(_run.Rows("accounts"));
        Assert.Empty(_run.Rows("releases"));
    }

    [Theory]
    [InlineData("name,mail\nx,y\n", "found no column 'account_id' with values (found: name, mail)")]
    [InlineData("account_id,created_at\na,soon\n", ":2: found created_at 'soon', expected a time")]
    [InlineData("account_id,org_id\na,b,c\n", ":2: found a,b,c, expected a row of --accounts")]
    public void A_wrong_side_table_is_an_error(string content, string expected)
    {
        var options = new IngestOptions
        {
            Inputs = [_run.Write("log.jsonl", """{"account":"a1","prompt":"Why?"}""")],
            Accounts = _run.Write("accounts.csv", content),
        };
        Assert.Contains(expected, Assert.Throws<ScanException>(() => _run.Run(options)).Message,
            StringComparison.Ordinal);
    }
}
