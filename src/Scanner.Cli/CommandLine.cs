using System.CommandLine;
using System.CommandLine.Invocation;
using Scanner.Cli.Verbs;
using Scanner.Ingest;
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
            // What is still buffered may find the disk full or the pipe closed: an error like any other.
            host.Output.Flush();
            if (parsed.Action is not ParseErrorAction)
                return code;
            host.Error.WriteLine($"See '{VerbCommand.CallOf(parsed.CommandResult.Command)} --help'.");
            return ExitCode.UserError;
        }
        catch (Exception error)
        {
            return TellSafely(error, host);
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
            RethresholdVerb.Make(host),
            CalibrateVerb.Make(host),
            VectorsVerb.Make(host),
            PairsVerb.Make(host),
            IndexVerb.Make(host),
            SearchVerb.Make(host),
            ModelVerb.Make(host),
            DevicesVerb.Make(host),
        };
        ExampleHelp.AddTo(root);
        Flags.RefuseMissingValues(root);
        return root;
    }

    // Where stderr is full or closed, too, the exit code has to say it.
    private static int TellSafely(Exception error, Host host)
    {
        try
        {
            return Tell(error, host);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return error is ScanException || IsOfFiles(error) ? ExitCode.UserError : ExitCode.Internal;
        }
    }

    private static int Tell(Exception error, Host host)
    {
        // Stages that work in parallel wrap what their threads threw.
        if (error is AggregateException many)
            error = many.Flatten().InnerExceptions[0];
        switch (error)
        {
            case ScanException:
                host.Error.WriteLine($"scan: {UnseenCharacters.ShowLines(error.Message)}");
                return ExitCode.UserError;
            case { } file when IsOfFiles(file):
                host.Error.WriteLine($"scan: a file could not be read or written: {FirstLine(error.Message)} Expected "
                    + "files and streams that stay open and have room; free some, or name another place, and run again "
                    + $"(details in {CrashReport.Write(error, host.LogFile)}).");
                return ExitCode.UserError;
            case OperationCanceledException:
                host.Error.WriteLine("scan: cancelled; the same command goes on from the last finished stage.");
                return ExitCode.Cancelled;
            default:
                host.Error.WriteLine($"scan: internal error: {error.GetType().Name}: "
                    + $"{UnseenCharacters.Show(FirstLine(error.Message))} "
                    + $"(details in {CrashReport.Write(error, host.LogFile)}).");
                return ExitCode.Internal;
        }
    }

    // What a stage or verb did not foresee. DuckDB passes on what the system says behind these words.
    private static bool IsOfFiles(Exception error) =>
        error is IOException or UnauthorizedAccessException
        || (error is DatabaseException && error.Message.StartsWith("IO Error:", StringComparison.Ordinal));

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
