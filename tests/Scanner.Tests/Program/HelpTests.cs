using System.CommandLine;
using System.CommandLine.Parsing;
using Scanner.Cli;

namespace Scanner.Tests.Program;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs => [.. Root().Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_examples_that_parse(string name)
    {
        var verb = Assert.IsType<VerbCommand>(Root().Subcommands.Single(verb => verb.Name == name));
        Assert.NotEmpty(verb.Examples);
        foreach (string example in verb.Examples)
        {
            string[] words = [.. CommandLineParser.SplitCommandLine(example)];
            Assert.Equal(["scan", name], words[..2]);
            Assert.Empty(Root().Parse(words[1..]).Errors);
        }
        var help = Call.Scan(name, "--help");
        Assert.Equal(ExitCode.Done, help.Code);
        Assert.Empty(help.Error);
        Assert.Contains(verb.Examples[0], help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_is_described()
    {
        foreach (var verb in Root().Subcommands)
        {
            foreach (Symbol symbol in verb.Options.Concat<Symbol>(verb.Arguments))
                Assert.False(string.IsNullOrEmpty(symbol.Description), $"{verb.Name} {symbol.Name}");
        }
    }

    private static RootCommand Root() =>
        CommandLine.Root(new Host(TextWriter.Null, TextWriter.Null, CancellationToken.None));
}
