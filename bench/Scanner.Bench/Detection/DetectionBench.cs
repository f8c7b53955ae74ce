using Scanner.Runs;

namespace Scanner.Bench.Detection;

/// <summary>
/// Finds campaigns in composed logs and holds the report against their labels: <c>detection table|evasion|sizes|
/// ablation|days|fit --logs DIR --corpus DIR --work DIR [--on NAME-SEED,...] [--record FILE]</c>.
/// </summary>
internal static class DetectionBench
{
    private const string DevLogs = "dev-small-11,dev-main-21,dev-benign-31";

    public static int Run(string[] args)
    {
        var given = new Arguments(args[1..]);
        var logs = new ComposedLogs(Needed(given, "logs"), Needed(given, "corpus"), Needed(given, "work"));
        var on = (given["on"] ?? DevLogs).Split(',');
        var lines = args[0] switch
        {
            "table" => on.Select(name => DetectionTable.Line(logs, name)),
            "evasion" => EvasionCurves.Operators(logs),
            "sizes" => EvasionCurves.Sizes(logs),
            "ablation" => Ablation.Lines(logs, on),
            "days" => on.Select(name => DaysToDetect.Line(logs, name)),
            "fit" => WeightTable.Lines(logs, on),
            "families" => UnseenFamilies.Lines(logs, Needed(given, "fit").Split(','), on),
            _ => throw new ScanException(
                $"detection: found '{args[0]}', expected table, evasion, sizes, ablation, days, fit or families."),
        };
        foreach (var line in lines)
        {
            line["command"] = $"detection {args[0]} "
                + (given["fit"] is { } fitted ? $"--fit {fitted} " : "") + $"--on {string.Join(',', on)}";
            line["commit"] = Machine.Commit();
            line["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            given.Tell(line.ToJsonString());
        }

        return 0;
    }

    private static string Needed(Arguments given, string name) => given[name]
        ?? throw new ScanException($"--{name}: found none, expected a folder. See bench/README.md.");
}
