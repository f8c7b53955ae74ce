using System.Diagnostics;
using System.Text.Json.Nodes;
using Scanner.Runs;

namespace Scanner.Bench.Detection;

/// <summary>Composes logs with the composer of the benchmark logs, and lets its evaluator judge reports.</summary>
/// <param name="Tools">Folder of compose.py, evaluate.py and scenarios.</param>
/// <param name="Corpus">Folder of the corpus that the composer draws from.</param>
/// <param name="Work">Folder for composed logs and runs; what is there already is used again.</param>
internal sealed record ComposedLogs(string Tools, string Corpus, string Work)
{
    private static string Own => Path.Combine(AppContext.BaseDirectory, "Detection", "Scenarios");

    /// <summary>A scenario of the composer or of this bench, by name, as JSON that can be changed.</summary>
    public JsonObject Scenario(string name)
    {
        var file = Path.Combine(Own, $"{name}.json");
        file = File.Exists(file) ? file : Path.Combine(Tools, "scenarios", $"{name}.json");
        return JsonNode.Parse(File.ReadAllText(file))!.AsObject();
    }

    /// <summary>Composes a log, unless it lies there already.</summary>
    /// <returns>Its folder, with log.jsonl, accounts.csv, model_releases.csv and labels.</returns>
    public string Compose(JsonObject scenario, string name, int seed)
    {
        var folder = Path.Combine(Work, "logs", $"{name}-{seed}");
        if (File.Exists(Path.Combine(folder, "labels", "campaigns.json")))
        {
            return folder;
        }

        var scenarios = Directory.CreateDirectory(Path.Combine(Work, "scenarios")).FullName;
        File.WriteAllText(Path.Combine(scenarios, "texts.json"), Texts().ToJsonString());
        scenario["texts"] = "texts.json";
        var file = Path.Combine(scenarios, $"{name}.json");
        File.WriteAllText(file, scenario.ToJsonString());
        Python("compose.py", "--corpus", Corpus, "--scenario", file, "--out", folder, "--seed", $"{seed}");
        return folder;
    }

    /// <summary>What the evaluator says of a report, or of one for each day.</summary>
    public JsonNode Evaluate(string folder, params string[] campaigns) => JsonNode.Parse(Python("evaluate.py",
        ["--labels", Path.Combine(folder, "labels"), "--json", "-", "--campaigns", .. campaigns]))!;

    /// <summary>The composer's texts with those of this bench beside them.</summary>
    private JsonObject Texts()
    {
        var texts = Scenario("texts-dev");
        foreach (var (name, template) in Scenario("texts-fresh")["templates"]!.AsObject())
        {
            texts["templates"]![name] = template!.DeepClone();
        }

        return texts;
    }

    private string Python(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(Tools, script), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new ScanException($"{script} ended with {process.ExitCode}; expected 0. See what it said above.");
    }
}
