using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>What accounts.csv says of an account; null where it says nothing.</summary>
/// <param name="Org">Organisation.</param>
/// <param name="CreatedAt">Sign-up, UTC.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Payment">Pseudonym of the payment instrument.</param>
/// <param name="EmailDomain">Domain of the mail address.</param>
/// <param name="BannedAt">When it was banned, UTC.</param>
public sealed record AccountRow(
    string? Org, DateTime? CreatedAt, string? Plan, string? Payment, string? EmailDomain, DateTime? BannedAt);

/// <summary>The accounts table of a run, by account id; empty where the run was given none.</summary>
public sealed class AccountTable
{
    private readonly Dictionary<string, AccountRow> _rows = [];

    /// <summary>The table of a run that was given none.</summary>
    public static AccountTable Empty { get; } = new();

    /// <summary>A table of rows that are at hand.</summary>
    public static AccountTable Of(IEnumerable<KeyValuePair<string, AccountRow>> rows)
    {
        var table = new AccountTable();
        foreach (var (account, row) in rows)
        {
            table._rows[account] = row;
        }

        return table;
    }

    /// <summary>The row of an account, null where the table has none.</summary>
    public AccountRow? Find(string account) => _rows.GetValueOrDefault(account);

    /// <summary>Reads accounts.parquet of a run.</summary>
    public static AccountTable Load(RunFolder run, Database database)
    {
        var table = new AccountTable();
        using var reader = database.Query("SELECT account, org, created_at, plan, payment, email_domain, banned_at "
            + $"FROM read_parquet({Database.Literal(run.Artifact(Stage.Ingest, "accounts.parquet"))})");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                if (reader.Text(0, row) is { } account)
                {
                    table._rows[account] = new AccountRow(reader.Text(1, row), Time(2, row), reader.Text(3, row),
                        reader.Text(4, row), reader.Text(5, row), Time(6, row));
                }
            }
        }

        return table;

        DateTime? Time(int column, int row) => reader.IsNull(column, row)
            ? null : DateTime.UnixEpoch.AddMicroseconds(reader.Column<long>(column)[row]);
    }
}
