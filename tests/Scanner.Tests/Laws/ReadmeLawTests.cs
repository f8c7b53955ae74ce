using System.Text.RegularExpressions;

namespace Scanner.Tests.Laws;

/// <summary>Law 8: the README cannot lie. What it tells people to run, CI runs.</summary>
public sealed partial class ReadmeLawTests
{
    [SkippableFact]
    public void The_commands_of_the_quick_start_are_run_by_ci()
    {
        var commands = Commands("README.md").Where(line => QuickStart().IsMatch(line)).ToArray();
        Assert.True(commands.Length >= 2, $"README.md: found {commands.Length} dotnet commands, expected two or more.");
        var ci = SourceTree.ReadLines(".ci/run").Select(line => line.Trim()).ToArray();
        Assert.All(commands, command => Assert.Contains(
            ci, line => line == command || line.StartsWith(command + " ", StringComparison.Ordinal)));
    }

    [SkippableTheory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("src/README.md")]
    [InlineData("src/Packages/README.md")]
    public void What_a_page_links_to_exists(string page)
    {
        var folder = Path.Combine(SourceTree.Root, Path.GetDirectoryName(page)!);
        var links = LocalLink().Matches(ReadOrSkip(page)).Select(match => match.Groups[1].Value);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page}: no {link}"));
    }

    [Fact]
    public void What_the_map_names_exists()
    {
        var named = Quoted().Matches(SourceTree.Read("src/README.md")).Select(match => match.Groups[1].Value).ToArray();
        var files = SourceTree.CSharp("src").Select(file => Path.GetFileName(file)).ToHashSet();
        Assert.True(named.Length > 20, $"src/README.md: found {named.Length} file names in backticks.");
        Assert.Empty(named.Except(files));
    }

    private static IEnumerable<string> Commands(string file) =>
        CodeBlock().Matches(ReadOrSkip(file))
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(line => line.Split(" #")[0].Trim());

    private static string ReadOrSkip(string file)
    {
        Skip.IfNot(File.Exists(Path.Combine(SourceTree.Root, file)), $"there is no {file} yet");
        return SourceTree.Read(file);
    }

    [GeneratedRegex(@"`(\w+\.cs)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"```\w*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^dotnet (run .*-- demo|test)\b")]
    private static partial Regex QuickStart();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex LocalLink();
}
