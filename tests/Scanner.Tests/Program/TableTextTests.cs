using System.Globalization;
using Scanner.Cli.Export;
using Scanner.Runs;

namespace Scanner.Tests.Program;

public sealed class TableTextTests
{
    private const string Query =
        "SELECT * FROM (VALUES (1, 'plain', TIMESTAMP '2026-01-05 10:00:00.5'), (2, 'a \"b\", c', NULL), "
        + "(3, NULL, NULL)) AS t(id, text, seen_at)";

    [Fact]
    public void Csv_quotes_what_needs_it()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var database = Open();
        Assert.Equal(3, TableText.WriteCsv(database, Query, output));
        Assert.Equal("id,text,seen_at\n1,plain,2026-01-05 10:00:00.5\n2,\"a \"\"b\"\", c\",\n3,,\n", output.ToString());
    }

    [Fact]
    public void Json_lines_keep_types()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var database = Open();
        Assert.Equal(3, TableText.WriteJsonLines(database, Query, output));
        string[] lines = output.ToString().Split('\n');
        Assert.Equal("""{"id":2,"text":"a \"b\", c","seen_at":null}""", lines[1]);
    }

    [Fact]
    public void A_column_of_any_name_is_only_a_column()
    {
        foreach (string name in (string[])["line", "row", "t", "rows"])
        {
            var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            using var database = Open();
            Assert.Equal(1, TableText.WriteJsonLines(database, $"SELECT 'r1' AS id, 7 AS \"{name}\"", output));
            Assert.Equal($$"""{"id":"r1","{{name}}":7}""" + "\n", output.ToString());
        }
    }

    [Fact]
    public void Many_rows_keep_their_order()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var database = Open();
        Assert.Equal(10_000, TableText.WriteCsv(database, "SELECT range AS n FROM range(10000)", output));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(n => $"{n}"), output.ToString().TrimEnd().Split('\n').Skip(1));
    }

    private static Database Open() => Database.InMemory(new DatabaseOptions(1, 1 << 28, TempFolder: null));
}
