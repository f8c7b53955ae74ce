using System.CommandLine;
using System.Globalization;
using Scanner.Cli.Stages;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Cli.Verbs;

/// <summary>scan calibrate: fits the least score of a reported campaign to benign traffic.</summary>
internal static class CalibrateVerb
{
    public static VerbCommand Make(Host host)
    {
        var benign = new Option<string[]>("--benign")
        {
            HelpName = "LOG",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = "Logs of ordinary traffic: files, folders or globs in quotes.",
        };
        var share = Flags.Fraction(
            "--share", "RATE", "Share of benign shared templates that may be reported. [default: 0.01]");
        var run = Flags.Out();
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "calibrate", "Fits the least score of a reported campaign to traffic that is known to be benign.",
            "scan calibrate --benign log.jsonl --out benign-run",
            "scan calibrate --benign log.jsonl --accounts accounts.csv --out benign-run --share 0.05")
        { share, run };
        var ingest = new IngestFlags(benign);
        ingest.AddTo(verb);
        verb.Add(threads);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var options = ingest.Apply(parsed, new PipelineOptions());
            new Scan(parsed.GetValue(run)!, options, parsed.GetValue(threads), Force: false).Run(host);
            using var done = RunFolder.Open(parsed.GetValue(run)!);
            var calibration = Calibration.Of(
                EvidenceTables.Scores(done), parsed.GetValue(share) ?? 0.01, options.Score.ReportMin);
            if (parsed.GetValue(json))
                JsonText.Print(host, calibration);
            else
                host.Output.WriteLine(Text(calibration));
            return ExitCode.Done;
        });
        return verb;
    }

    private static readonly double Default = new ScoreOptions().ReportMin;

    private const string TooFew = " (too few templates to promise the share: the highest score and a margin)";

    private static string Text(Calibration calibration) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Templates weighed: {calibration.Candidates}; {calibration.Above} of them reach the default, {Default}.
        Least score to report: {calibration.ReportMin:0.00}{(calibration.IsBounded ? "" : TooFew)}
        Use it with: scan run LOG --out RUN --report-min {calibration.ReportMin:0.00}
        """);
}
