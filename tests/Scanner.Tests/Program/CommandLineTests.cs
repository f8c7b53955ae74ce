using Scanner.Cli;

namespace Scanner.Tests.Program;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_shows_examples()
    {
        var call = Call.Scan("--help");
        Assert.Equal(ExitCode.Done, call.Code);
        Assert.Contains("Examples:", call.Output, StringComparison.Ordinal);
        Assert.Contains("scan demo", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_flags_exit_2_and_leave_stdout_empty()
    {
        var call = Call.Scan("--no-such-flag");
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Empty(call.Output);
        Assert.Contains("--no-such-flag", call.Error, StringComparison.Ordinal);
        Assert.Contains("scan --help", call.Error, StringComparison.Ordinal);
    }
}
