using System.Text.RegularExpressions;

namespace Scanner.Tests.Laws;

/// <summary>What every file keeps to: its length, its lines' length, nothing left undone, nothing hidden.</summary>
public sealed partial class FileLawTests
{
    private const int FileLinesMax = 300;
    private const int LineColumnsMax = 120;

    private static readonly string[] Files = SourceTree.CSharp("src", "tests", "bench", "models");

    [Fact]
    public void There_are_files_to_judge() => Assert.True(Files.Length > 50, $"found {Files.Length} C# files");

    [Fact]
    public void A_file_fits_in_three_hundred_lines() =>
        Assert.Empty(
            from file in Files
            let count = SourceTree.ReadLines(file).Length
            where count > FileLinesMax
            select $"{file} has {count} lines");

    [Fact]
    public void A_line_fits_in_a_hundred_and_twenty_columns() =>
        Assert.Empty(LinesWhere(line => line.Length > LineColumnsMax));

    [Fact]
    public void Nothing_is_left_undone() => Assert.Empty(LinesWhere(Undone().IsMatch));

    [Fact]
    public void Nothing_is_folded_away_or_silenced() => Assert.Empty(LinesWhere(Hidden().IsMatch));

    private static IEnumerable<string> LinesWhere(Func<string, bool> isWrong) =>
        from file in Files
        from line in SourceTree.ReadLines(file).Index()
        where isWrong(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    // Brackets, so that this line keeps its own law.
    [GeneratedRegex(@"//.*\b([T]ODO|[F]IXME|[H]ACK)\b")]
    private static partial Regex Undone();

    [GeneratedRegex(@"^\s*#(region|pragma)\b")]
    private static partial Regex Hidden();
}
