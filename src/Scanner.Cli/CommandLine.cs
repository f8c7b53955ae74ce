using System.CommandLine;
using System.CommandLine.Invocation;
using Scanner.Runs;

namespace Scanner.Cli;

/// <summary>The program's verbs, and what becomes of their errors.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs one call. Never throws.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Invoke(IReadOnlyList<string> args, Host host)
    {
        try
        {
            var parsed = Root().Parse(args);
            if (parsed.Action is ParseErrorAction parseError)
                parseError.ShowHelp = false;
            int code = parsed.Invoke(new InvocationConfiguration
            {
                // Suggestions for mistyped words are no results.
                Output = parsed.Errors.Count == 0 ? host.Output : host.Error,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            if (parsed.Errors.Count == 0)
                return code;
            host.Error.WriteLine($"See '{VerbCommand.CallOf(parsed.CommandResult.Command)} --help'.");
            return ExitCode.UserError;
        }
        catch (Exception error)
        {
            return Tell(error, host);
        }
    }

    /// <summary>Every verb, in the order in which the help lists them.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Finds model-extraction campaigns in LLM request logs.");
        ExampleHelp.AddTo(root);
        return root;
    }

    private static int Tell(Exception error, Host host)
    {
        // Stages that work in parallel wrap what their threads threw.
        if (error is AggregateException many)
            error = many.Flatten().InnerExceptions[0];
        switch (error)
        {
            case ScanException:
                host.Error.WriteLine($"scan: {error.Message}");
                return ExitCode.UserError;
            case OperationCanceledException:
                host.Error.WriteLine("scan: cancelled; the same command goes on from the last finished stage.");
                return ExitCode.Cancelled;
            default:
                host.Error.WriteLine($"scan: internal error: {error.GetType().Name}: {FirstLine(error.Message)} "
                    + $"(details in {CrashReport.Write(error, host.LogFile)}).");
                return ExitCode.Internal;
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
