using System.CommandLine;
using Scanner.Cli.Demo;
using Scanner.Ingest;

namespace Scanner.Cli.Verbs;

/// <summary>scan demo: makes a log with campaigns planted in it, scans it, and compares.</summary>
internal static class DemoVerb
{
    public static VerbCommand Make(Host host)
    {
        var run = new Option<string>("--out")
        {
            HelpName = "RUN",
            DefaultValueFactory = _ => "scan-demo",
            Description = "The run folder; the log is written beside it, into RUN-log.",
        };
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "demo", "Composes a log with three campaigns planted in it, scans it, and says what was found.",
            "scan demo", "scan demo --out /tmp/my-demo")
        { run, threads, json };
        verb.SetAction(parsed =>
        {
            string path = Path.TrimEndingDirectorySeparator(parsed.GetValue(run)!);
            var log = DemoLog.Compose();
            var files = DemoFiles.Write(log, $"{path}-log");
            var ingest = new IngestOptions
            {
                Inputs = [files.Log],
                Accounts = files.Accounts,
                Releases = files.Releases,
            };
            var scan = new Scan(path, new PipelineOptions { Ingest = ingest }, parsed.GetValue(threads), Force: false);
            var result = scan.Run(host);
            if (parsed.GetValue(json))
            {
                JsonText.Print(host, result.ForMachines());
                return ExitCode.Done;
            }
            host.Output.Write(result.Text());
            host.Output.WriteLine();
            host.Output.Write(DemoVerdict.Text(log, DemoVerdict.Read(path)));
            return ExitCode.Done;
        });
        return verb;
    }
}
