using System.CommandLine;
using System.CommandLine.Invocation;
using Scanner.Cli.Verbs;
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
            var parsed = Root(host).Parse(args);
            if (parsed.Action is ParseErrorAction parseError)
                parseError.ShowHelp = false;
            int code = parsed.Invoke(new InvocationConfiguration
            {
                // Suggestions for mistyped words are no results.
                Output = parsed.Action is ParseErrorAction ? host.Error : host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            if (parsed.Action is not ParseErrorAction)
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
    internal static RootCommand Root(Host host)
    {
        var root = new RootCommand("Finds model-extraction campaigns in LLM request logs.")
        {
            RunVerb.Make(host),
            DemoVerb.Make(host),
            StatusVerb.Make(host),
            ExportVerb.Make(host),
            IngestVerb.Make(host),
            StageVerb.Embed(host),
            StageVerb.Join(host),
            StageVerb.Cluster(host),
            StageVerb.Score(host),
            StageVerb.Report(host),
            VectorsVerb.Make(host),
            PairsVerb.Make(host),
            DevicesVerb.Make(host),
        };
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
