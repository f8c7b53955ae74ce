using System.Security.Cryptography;
using System.Text;
using Scanner.Ingest;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Score;

/// <summary>A line of an allow-list.</summary>
/// <param name="Kind">text, hash, org or account.</param>
/// <param name="Value">Wording of a template; lower-case SHA-256 of its normalised text; organisation; account.</param>
public sealed record AllowedEntry(string Kind, string Value);

/// <summary>
/// What is known to be harmless: templates by their wording or hash, organisations, accounts. A line of the file is a
/// kind and a value, "text: You are Kestrel, …"; empty lines and lines that start with # are passed over. The line
/// "bundled: harnesses" stands for the wordings of <see cref="PublicHarnesses"/>.
/// </summary>
public static class AllowList
{
    private const string Bundled = "bundled";
    private const string Harnesses = "harnesses";
    private static readonly string[] Kinds = ["text", "hash", "org", "account", Bundled];

    /// <summary>Reads an allow-list.</summary>
    /// <exception cref="ScanException">There is no such file, or a line is not a kind and a value.</exception>
    public static IReadOnlyList<AllowedEntry> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ScanException($"--allow: found no file {path}. Give an existing one.");
        }

        return [.. File.ReadLines(path).Select((line, index) => (Text: line.Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#').SelectMany(line => Parse(path, line))];
    }

    private static IEnumerable<AllowedEntry> Parse(string path, (string Text, int Number) line)
    {
        var colon = line.Text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? "" : line.Text[..colon].Trim();
        var value = colon < 0 ? "" : line.Text[(colon + 1)..].Trim();
        if (kind == Bundled && value == Harnesses)
        {
            return PublicHarnesses.Wordings.Select(wording => new AllowedEntry("text", wording));
        }

        if (kind == Bundled)
        {
            throw new ScanException(
                $"{path}:{line.Number}: found 'bundled: {value}', expected 'bundled: {Harnesses}'.");
        }

        return Kinds.Contains(kind) && value.Length > 0 ? [new AllowedEntry(kind, value)]
            : throw new ScanException($"{path}:{line.Number}: found '{kind}', expected one of "
                + $"{string.Join(", ", Kinds)}, a colon and a value, such as 'account: acct_1'.");
    }

    /// <summary>[accounts] whether the account or its organisation is allowed.</summary>
    internal static bool[] Accounts(IReadOnlyList<AllowedEntry> allowed, RequestTable requests, AccountTable accounts)
    {
        var (ids, orgs) = (Values("account"), Values("org"));
        var isAllowed = new bool[requests.Accounts.Values.Length];
        for (var account = 0; account < isAllowed.Length; account++)
        {
            var id = requests.Accounts.Values[account];
            isAllowed[account] = ids.Contains(id) || (accounts.Find(id)?.Org is { } org && orgs.Contains(org));
        }

        var column = requests.Coded["org"];
        for (var request = 0; request < requests.Count && orgs.Count > 0; request++)
        {
            isAllowed[requests.Accounts.Codes[request]] |= column[request] is { } org && orgs.Contains(org);
        }

        return isAllowed;

        HashSet<string> Values(string kind) =>
            [.. allowed.Where(entry => entry.Kind == kind).Select(entry => entry.Value)];
    }

    /// <summary>The templates that hold an allowed wording, or a text with an allowed hash.</summary>
    internal static HashSet<int> Templates(IReadOnlyList<AllowedEntry> allowed, RunFolder run, Database database)
    {
        var hashes = allowed.Where(entry => entry.Kind == "hash")
            .Select(entry => entry.Value.ToLowerInvariant()).ToHashSet();
        var texts = allowed.Where(entry => entry.Kind == "text")
            .Select(entry => TextNormalizer.Normalize(entry.Value)).ToArray();
        var templates = new HashSet<int>();
        if (hashes.Count + texts.Length == 0)
        {
            return templates;
        }

        using var reader = database.Query("SELECT r.template, t.text FROM "
            + $"read_parquet({Database.Literal(run.Artifact(Stage.Ingest, "texts.parquet"))}) t JOIN "
            + $"read_parquet({Database.Literal(run.Artifact(Stage.Cluster, "row_templates.parquet"))}) r "
            + "ON t.row = r.row");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                var text = reader.Text(1, row) ?? "";
                if (Array.Exists(texts, wording => text.Contains(wording, StringComparison.Ordinal))
                    || (hashes.Count > 0 && hashes.Contains(Hash(text))))
                {
                    templates.Add(reader.Column<int>(0)[row]);
                }
            }
        }

        return templates;
    }

    /// <summary>The hash of a normalised text, as the file names it.</summary>
    internal static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
