using System.Text.Json;
using Scanner.Ingest.Formats;
using Scanner.Ingest.Inputs;
using Scanner.Ingest.Records;
using Scanner.Runs;

namespace Scanner.Ingest.Tables;

/// <summary>
/// What is known beside the log: accounts, and when models were released. Read from any kind of file.
/// </summary>
internal static class SideTables
{
    private static readonly (string Column, bool IsTime, string[] Names)[] AccountColumns =
    [
        ("account", false, ["account_id", "account", "user_id", "id"]),
        ("org", false, ["org_id", "org", "organization_id", "team_id"]),
        ("created_at", true, ["created_at", "created", "signup_at"]),
        ("plan", false, ["plan", "tier"]),
        ("payment", false, ["payment_hash", "payment", "payment_id"]),
        ("email_domain", false, ["email_domain", "mail_domain", "domain"]),
        ("banned_at", true, ["banned_at", "banned", "suspended_at"]),
    ];

    private static readonly (string Column, bool IsTime, string[] Names)[] ReleaseColumns =
    [
        ("model", false, ["model", "model_id", "name"]),
        ("released_at", true, ["released_at", "released", "release_date", "date"]),
    ];

    /// <summary>
    /// Fills the table <c>accounts</c>; empty without a file. Of an account that comes twice, the first row stays.
    /// </summary>
    /// <returns>The organisation of each account that has one.</returns>
    /// <exception cref="ScanException">The file has no accounts.</exception>
    public static IReadOnlyDictionary<string, string> AddAccounts(Database database, InputFile? file)
    {
        var orgs = new Dictionary<string, string>();
        Fill(database, "accounts", AccountColumns, file, "--accounts", row =>
        {
            if (row[1] is { } org)
                orgs.TryAdd(row[0]!, org);
        });
        return orgs;
    }

    /// <summary>Fills the table <c>releases</c>; empty without a file.</summary>
    /// <exception cref="ScanException">The file has no models.</exception>
    public static void AddReleases(Database database, InputFile? file) =>
        Fill(database, "releases", ReleaseColumns, file, "--releases", _ => { });

    private static void Fill(
        Database database, string table, (string Column, bool IsTime, string[] Names)[] columns, InputFile? file,
        string option, Action<string?[]> onRow)
    {
        var types = columns.Select(column => $"{column.Column} {(column.IsTime ? "TIMESTAMP" : "VARCHAR")}");
        database.Execute($"CREATE TABLE {table} ({string.Join(", ", types)})");
        if (file is null)
            return;
        var paths = Array.ConvertAll(columns, column => Array.ConvertAll(column.Names, name => new FieldPath(name)));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = "";
        using var writer = database.Append(table);
        foreach (var batch in RecordSources.Read(file))
            foreach (var record in batch.Records)
            {
                if (record.Damage is not null || !TryParse(batch.Bytes(record), out var row))
                    throw new ScanException(
                        $"{file.Name}:{record.Line}: found {Excerpt.Of(batch.Bytes(record).Span)}, "
                        + $"expected a row of {option}. Mend or remove the line.");
                found = string.Join(", ", row.EnumerateObject().Select(property => property.Name));
                var values = Array.ConvertAll(paths, places => Value(row, places));
                if (values[0] is not { } key || !seen.Add(key))
                    continue;
                onRow(values);
                Write(writer, columns, values, file, record.Line);
            }
        if (seen.Count == 0)
            throw new ScanException(
                $"{file.Name}: found no column '{columns[0].Names[0]}' with values (found: {found}), expected "
                + $"{string.Join(", ", columns.Select(column => column.Names[0]))}. "
                + $"Rename the columns, or leave {option} out.");
    }

    private static void Write(
        TableWriter writer, (string Column, bool IsTime, string[] Names)[] columns, string?[] values, InputFile file,
        long line)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            if (values[column] is not { } value)
                continue;
            if (!columns[column].IsTime)
                writer.SetText(column, value);
            else if (Timestamps.TryParse(value, out var micros))
                writer.Set(column, micros);
            else
                throw new ScanException(
                    $"{file.Name}:{line}: found {columns[column].Column} '{value}', expected a time such as "
                    + "2026-03-02T00:01:16Z.");
        }
        writer.EndRow();
    }

    private static bool TryParse(ReadOnlyMemory<byte> bytes, out JsonElement row)
    {
        try
        {
            row = JsonElement.Parse(HalfSurrogates.Mend(bytes).Span);
            return row.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            row = default;
            return false;
        }
    }

    private static string? Value(JsonElement row, FieldPath[] places)
    {
        foreach (var place in places)
            if (place.TryFind(row, out var value) && FieldValues.Text(value) is { } text)
                return text;
        return null;
    }
}
