using System.Text.Json.Nodes;

namespace Scanner.Bench.Detection;

/// <summary>
/// Logs whose campaigns differ in their template and in how they disguise it, and in nothing else: forty accounts of
/// their own organisations, three requests a day, people's hours, nothing shared. What is missed is missed for the
/// disguise.
/// </summary>
internal static class EvasionScenario
{
    /// <summary>The operators of the composer.</summary>
    public static string[] Operators { get; } =
        ["case_space", "salt", "zero_width", "homoglyphs", "synonyms", "reorder", "drop", "base64"];

    private static readonly (string Family, string Template, string Placement)[] Campaigns =
    [
        ("reasoning_elicitation", "cot_elicit", "prefix"), ("rubric_grading", "pair_judge", "suffix"),
        ("censorship_safe_rewriting", "plain_english", "prefix"), ("expert_data_analyst", "analyst", "prefix"),
        ("agentic_coding", "shell_agent", "system"), ("tool_orchestration", "orchestrate", "suffix"),
        ("succession", "lesson_notes", "prefix"), ("low_and_slow", "critique", "suffix"),
    ];

    /// <summary>
    /// Every campaign under one operator, shifted by <paramref name="turn"/> from log to log, so that an operator meets
    /// different templates.
    /// </summary>
    public static JsonObject OfOperators(double strength, int turn) => Scenario($"evasion-{strength}-{turn}",
        index => new JsonObject { [Operators[(index + turn) % Operators.Length]] = strength });

    /// <summary>Every campaign under one of the composer's levels, 0 to 4.</summary>
    public static JsonObject OfLevel(int level) => Scenario($"evasion-level-{level}", _ => level);

    /// <summary>Every campaign with so many accounts and about so many requests an account.</summary>
    public static JsonObject OfSize(int accounts, int requests) =>
        Scenario($"size-{accounts}-{requests}", _ => 0, accounts, requests / 7.0);

    private static JsonObject Scenario(
        string name, Func<int, JsonNode> evasion, int accounts = 40, double rate = 3) => new()
        {
            ["name"] = name,
            ["seed"] = 1,
            ["start"] = "2026-05-04",
            ["days"] = 7,
            ["requests"] = 20_000,
            ["models"] = new JsonArray(new JsonObject { ["name"] = "wren-1", ["share"] = 1.0 }),
            ["benign"] = new JsonObject { ["accounts"] = 500, ["repeat"] = 0.22 },
            ["confounders"] = new JsonArray(),
            ["campaigns"] = new JsonArray([.. Campaigns.Select((campaign, index) => (JsonNode)new JsonObject
        {
            ["id"] = $"c{index + 1:00}",
            ["family"] = campaign.Family,
            ["template"] = campaign.Template,
            ["placement"] = campaign.Placement,
            ["accounts"] = accounts,
            ["rate"] = rate,
            ["hydra"] = 0.2,
            ["evasion"] = evasion(index),
        })]),
        };
}
