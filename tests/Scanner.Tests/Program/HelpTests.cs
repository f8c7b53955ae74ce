using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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
            Assert.All(verb.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), $"{verb.Name} {option.Name}"));
            Assert.All(verb.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), $"{verb.Name} {argument.Name}"));
        }
    }

    private static RootCommand Root() => CommandLine.Root(
        new Host(new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture), CancellationToken.None));
}
