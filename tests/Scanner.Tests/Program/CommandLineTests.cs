using System.Globalization;
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
    public void A_stdout_that_takes_no_more_is_told_and_one_of_stderr_too()
    {
        var error = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(ExitCode.UserError, CommandLine.Invoke(["--help"], new(Full(), error, CancellationToken.None)));
        Assert.Contains("No space left", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", error.ToString(), StringComparison.Ordinal);

        Assert.Equal(
            ExitCode.UserError, CommandLine.Invoke(["status", "none"], new(error, Full(), CancellationToken.None)));
    }

    [Fact]
    public void What_others_wrote_cannot_command_the_terminal()
    {
        var call = Call.Scan("run", "a\u001b[2Jb.jsonl", "--out", "run");
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains("a‹U+001B›[2Jb.jsonl", call.Error, StringComparison.Ordinal);
    }

    private static StreamWriter Full() => new(new FullDisk()) { AutoFlush = true };

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left.");
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
