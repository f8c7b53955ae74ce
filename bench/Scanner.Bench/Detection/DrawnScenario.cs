using System.Text.Json.Nodes;

namespace Scanner.Bench.Detection;

/// <summary>
/// Draws scenarios whose campaigns and look-alikes differ in everything the composer can vary: how many accounts, how
/// often, when, with what in common, how disguised, in what traffic. Weights are fitted on such logs and judged on
/// others, so that what is learned is not the dev logs.
/// </summary>
internal sealed class DrawnScenario(int seed)
{
    private readonly Random _random = new(seed);

    private static readonly string[] Families =
    [
        "reasoning_elicitation:cot_elicit,proof_steps,short_ask", "rubric_grading:rubric,pair_judge",
        "fixed_cot_injection:inline_trace", "censorship_safe_rewriting:safe_rewrite,plain_english",
        "expert_data_analyst:analyst", "agentic_coding:swe_agent,shell_agent", "tool_orchestration:orchestrate",
        "computer_use:screen_agent", "task_factory:task_factory,scene_factory",
        "reasoning_language:native_reasoning,five_tongues", "wrapper_search:wrappers,lab_wrappers",
        "succession:teach,lesson_notes,unit_tests", "low_and_slow:critique",
    ];

    private static readonly string[] Harnesses =
        ["harness_coder", "harness_chain", "harness_rag", "harness_notebook", "harness_translate", "plugin_mail"];

    private static readonly string[] Markets =
        ["market_copy", "market_tutor", "market_reviewer", "market_resume", "market_story"];

    private static readonly string[][] Benchmarks =
        [["bench_boxed", "B_gsm8k"], ["bench_mc", "B_agieval"], ["bench_code", "B_mbpp"],
         ["bench_short", "B_truthfulqa"], ["bench_format", "B_gsm8k"]];

    /// <summary>The scenario, with about as many requests.</summary>
    public JsonObject Draw(int requests, int campaigns)
    {
        var days = _random.Next(7, 15);
        var families = Families.ToArray();
        _random.Shuffle(families);
        return new JsonObject
        {
            ["name"] = "drawn",
            ["seed"] = seed,
            ["start"] = "2026-05-04",
            ["days"] = days,
            ["requests"] = requests,
            ["models"] = new JsonArray(
                new JsonObject { ["name"] = "wren-1", ["share"] = 0.6 },
                new JsonObject { ["name"] = "wren-1-mini", ["share"] = 0.4 },
                new JsonObject { ["name"] = "wren-2", ["released_day"] = _random.Next(2, days - 2) + 0.3 }),
            ["benign"] = new JsonObject
            {
                ["accounts"] = requests / 30,
                ["repeat"] = Between(0.15, 0.35),
                ["rush"] = Between(0.1, 0.6),
                ["answers"] = 0.05,
            },
            ["egress"] = new JsonArray(
                new JsonObject { ["kind"] = "nat", ["accounts"] = _random.Next(40, 250) },
                new JsonObject { ["kind"] = "vpn", ["accounts"] = _random.Next(40, 250) }),
            ["confounders"] = new JsonArray([.. Confounders(days)]),
            ["campaigns"] = new JsonArray(
                [.. families.Take(campaigns).Select((family, index) => (JsonNode)Campaign(index, family, days))]),
        };
    }

    private JsonObject Campaign(int index, string family, int days)
    {
        var (name, templates) = (family[..family.IndexOf(':')], family[(family.IndexOf(':') + 1)..].Split(','));
        var accounts = (int)Math.Round(Math.Exp(Between(Math.Log(10), Math.Log(160))));
        var first = _random.Next(0, days / 2);
        var length = _random.Next(4, days - first + 1);
        // Between 8 and 80 requests an account, whatever the length.
        var rate = Math.Exp(Between(Math.Log(8), Math.Log(80))) / length;
        var campaign = new JsonObject
        {
            ["id"] = $"c{index + 1:00}",
            ["family"] = name,
            ["template"] = Of(templates),
            ["accounts"] = accounts,
            ["rate"] = rate,
            ["days"] = new JsonArray(first, first + length),
            ["timing"] = Of("human", "human", "uniform", "round_robin", "burst"),
            ["spread"] = Between(0.2, 0.7),
            ["hydra"] = Of(0.0, 0.2, 0.4, 0.6, 0.8),
            ["evasion"] = Of(0, 0, 0, 1, 2, 3),
            ["max_tokens"] = Of(0, 1024, 2048, 4096, 4096, 8192),
            ["shared"] = Shared(),
            ["signup"] = Of(new JsonArray(-40, -1), new JsonArray(-300, -20)),
        };
        if (_random.NextDouble() < 0.15 && name != "wrapper_search") campaign["members"] = "population";
        if (_random.NextDouble() < 0.15) campaign["churn"] = Math.Max(2, length / 3);
        if (_random.NextDouble() < 0.15) campaign["pivot"] = 0.5;
        if (_random.NextDouble() < 0.15) campaign["rotate"] = 2;
        return campaign;
    }

    private JsonObject Shared()
    {
        var shared = new JsonObject();
        foreach (var (trait, most) in new[]
            { ("payment", 0.5), ("subnet", 0.6), ("user_agent", 1.0), ("signup", 0.8), ("email", 0.5) })
        {
            if (_random.NextDouble() < 0.4) shared[trait] = Between(0.1, most);
        }

        return shared;
    }

    private IEnumerable<JsonNode> Confounders(int days)
    {
        yield return new JsonObject
        { ["type"] = "own_template_org", ["count"] = 8, ["accounts"] = new JsonArray(1, 60) };
        foreach (var template in Some(Harnesses, 3))
            yield return new JsonObject
            {
                ["type"] = "harness",
                ["template"] = template,
                ["accounts"] = _random.Next(40, 200),
                ["rate"] = Between(0.6, 2.5),
                ["spread"] = Between(0.5, 1.1),
                ["client"] = Between(0.4, 1),
                ["placement"] = Of("system", "prefix"),
                ["max_tokens"] = Of(0, 0, 0, 4096, 8192),
            };
        foreach (var template in Some(Markets, 3))
            yield return new JsonObject
            {
                ["type"] = "marketplace",
                ["template"] = template,
                ["accounts"] = _random.Next(20, 100),
                ["rate"] = Between(1, 4),
                ["spread"] = Between(0.6, 1),
                ["payload"] = _random.NextDouble() < 0.3 ? new JsonArray("A_gpteacher_codegen", "B_humaneval") : "own",
            };
        foreach (var benchmark in Some(Benchmarks, 2))
            yield return new JsonObject
            {
                ["type"] = "benchmark",
                ["template"] = benchmark[0],
                ["payload"] = new JsonArray(benchmark[1]),
                ["items"] = _random.Next(60, 200),
                ["accounts"] = _random.Next(3, 10),
            };
        yield return new JsonObject
        { ["type"] = "viral", ["accounts"] = _random.Next(100, 300), ["rate"] = 0.5, ["days"] = Window(days, 3) };
        yield return new JsonObject
        {
            ["type"] = "coursework",
            ["count"] = 3,
            ["accounts"] = new JsonArray(30, 120),
            ["rate"] = Between(1, 2.5),
            ["days"] = Window(days, 6),
        };
        yield return new JsonObject
        { ["type"] = "hackathon", ["count"] = 2, ["days"] = Window(days, 3), ["rate"] = Between(3, 8) };
        yield return new JsonObject { ["type"] = "cron", ["count"] = 3, ["accounts"] = new JsonArray(1, 8) };
        yield return new JsonObject { ["type"] = "reseller", ["accounts"] = _random.Next(5, 15) };
    }

    private JsonArray Window(int days, int length)
    {
        var first = _random.Next(0, Math.Max(1, days - length));
        return new JsonArray(first, Math.Min(days, first + length));
    }

    private IEnumerable<T> Some<T>(T[] all, int count)
    {
        var drawn = all.ToArray();
        _random.Shuffle(drawn);
        return drawn.Take(count);
    }

    private T Of<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private double Between(double least, double most) => least + ((most - least) * _random.NextDouble());
}
