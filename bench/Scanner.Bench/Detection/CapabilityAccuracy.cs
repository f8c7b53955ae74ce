using System.Text.Json.Nodes;

namespace Scanner.Bench.Detection;

/// <summary>
/// Do capability labels say what a planted campaign is after? Its family tells, where it tells one thing.
/// </summary>
internal static class CapabilityAccuracy
{
    private static readonly Dictionary<string, string[]> Right = new()
    {
        ["reasoning_elicitation"] = ["reasoning"],
        ["fixed_cot_injection"] = ["reasoning"],
        ["reasoning_language"] = ["reasoning", "language sweep"],
        ["cot_cleaning_replay"] = ["reasoning", "rewriting"],
        ["rubric_grading"] = ["grading"],
        ["censorship_safe_rewriting"] = ["rewriting"],
        ["expert_data_analyst"] = ["data analysis"],
        ["agentic_coding"] = ["coding"],
        ["tool_orchestration"] = ["tools"],
        ["computer_use"] = ["computer use"],
        ["task_factory"] = ["task factory"],
    };

    /// <summary>Reported campaigns of such families; those whose first label is right, and is wrong.</summary>
    public static JsonObject Of(ComposedScan scan)
    {
        var familyOf = JsonNode.Parse(File.ReadAllText(Path.Combine(scan.Folder, "labels", "campaigns.json")))!
            ["campaigns"]!.AsArray().SelectMany(campaign => campaign!["accounts"]!.AsObject()
                .Select(account => (Account: account.Key, Family: campaign["family"]!.ToString())))
            .ToLookup(pair => pair.Account, pair => pair.Family);
        var (told, right, wrong) = (0, 0, 0);
        foreach (var campaign in scan.Report["campaigns"]!.AsArray())
        {
            var family = campaign!["accounts"]!.AsArray().SelectMany(account => familyOf[account!["id"]!.ToString()])
                .CountBy(name => name).OrderByDescending(pair => pair.Value).FirstOrDefault().Key;
            if (family is null || !Right.TryGetValue(family, out var expected))
            {
                continue;
            }

            var first = campaign["capabilities"]!.AsArray().FirstOrDefault()?.ToString();
            told++;
            right += expected.Contains(first) ? 1 : 0;
            wrong += first is not null && !expected.Contains(first) ? 1 : 0;
        }

        return new JsonObject { ["campaigns"] = told, ["right"] = right, ["wrong"] = wrong };
    }
}
