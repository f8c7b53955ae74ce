using System.Globalization;
using System.Text.Json;
using Scanner.Ingest;
using Scanner.Ingest.Replays;

namespace Scanner.Tests.Ingest.Replays;

/// <summary>Which prompts bring back a response of another account, on logs written for each case.</summary>
public sealed class ReplayFinderTests : IDisposable
{
    private readonly IngestRun _run = new();
    private readonly List<Dictionary<string, object?>> _log = [];

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_response_in_another_account_s_prompt_is_found()
    {
        Ask("r0", "a", "Why is the sky blue?", Words(1, 120));
        Ask("r1", "b", $"Clean this up: {Words(1, 120)} Keep the conclusion.");
        Ask("r2", "c", $"Rate it. {Part(Words(1, 120), 30, 90)}");
        Ask("r3", "d", Words(2, 120));
        Assert.Equal(["1<0", "2<0"], Replays());
    }

    [Fact]
    public void Disguise_that_the_normaliser_folds_does_not_hide_it()
    {
        Ask("r0", "a", "Why?", Words(1, 120));
        Ask("r1", "b", "Clean: " + Words(1, 120).ToUpperInvariant().Replace(" ", "  \u200B", StringComparison.Ordinal));
        Assert.Equal(["1<0"], Replays());
    }

    [Fact]
    public void What_one_was_answered_oneself_does_not_count()
    {
        Ask("r0", "a", "Why?", Words(1, 120));
        Ask("r1", "a", $"Shorter, please: {Words(1, 120)}");
        // b is answered the same, and brings back its own answer.
        Ask("r2", "b", "Why, then?", Words(3, 120));
        Ask("r3", "c", "Why, pray?", Words(3, 120));
        Ask("r4", "c", $"Shorter: {Words(3, 120)}");
        // Seats of one organisation are one actor.
        Ask("r5", "d", "How?", Words(4, 120), org: "o");
        Ask("r6", "e", $"Shorter: {Words(4, 120)}", org: "o");
        Assert.Empty(Replays());
    }

    [Fact]
    public void What_stood_in_a_prompt_first_does_not_count()
    {
        // The model repeats a passage that its user sent; another user sends the passage as well.
        Ask("r0", "a", $"Explain: {Words(1, 120)}", Words(1, 120));
        Ask("r1", "b", $"Explain to me: {Words(1, 120)}");
        // A known text: somebody sent it before the model said it.
        Ask("r2", "c", $"From a book: {Words(2, 120)}");
        Ask("r3", "d", "How does the book begin?", Words(2, 120));
        Ask("r4", "e", $"Is it true that {Words(2, 120)}");
        Assert.Empty(Replays());
    }

    [Fact]
    public void What_the_model_says_to_many_does_not_count()
    {
        for (var i = 0; i < 5; i++)
            Ask($"r{i}", $"a{i}", $"Question number {i}", Words(1, 120));
        Ask("r9", "b", $"Is this right? {Words(1, 120)}");
        Assert.Empty(Replays());
    }

    [Fact]
    public void A_later_response_and_a_short_one_do_not_count()
    {
        Ask("r0", "b", $"Clean: {Words(1, 120)}");
        Ask("r1", "a", "Why?", Words(1, 120));
        Ask("r2", "a", "Why now?", Words(2, 20));
        Ask("r3", "b", $"Clean: {Words(2, 20)}");
        Assert.Empty(Replays());
    }

    [Fact]
    public void A_log_without_responses_has_none_and_times_beat_the_order_of_lines()
    {
        Ask("r0", "b", $"Clean: {Words(1, 120)}");
        Assert.Empty(Replays());
        Ask("r1", "a", "Why?", Words(1, 120));
        _log[0]["timestamp"] = "2026-03-03T00:00:00Z";
        Assert.Equal(["0<1"], Replays("again"));
    }

    [Fact]
    public void A_sketch_is_a_sample_that_prompts_which_hold_the_response_hold()
    {
        var sketch = ResponseSketch.Of(Words(1, 400));
        Assert.Equal(Scanner.Runs.Limits.ResponseFingerprintsMax, sketch.Length);
        var shingles = ResponseSketch.Read($"before {Words(1, 400)} after");
        var held = Enumerable.Range(0, shingles.Count).Select(index => (long)shingles[index]).ToHashSet();
        Assert.All(sketch, fingerprint => Assert.Contains(fingerprint, held));
        Assert.Empty(ResponseSketch.Of(null));
        Assert.Empty(ResponseSketch.Of("No."));
    }

    [Theory]
    [InlineData("\"Scattering.\"", "Scattering.")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"One."}},{"text":"Two."}]}""", "One.\nTwo.")]
    [InlineData("""{"output":[{"type":"message","content":[{"type":"output_text","text":"One."}]}]}""", "One.")]
    [InlineData("""{"content":[{"type":"thinking","thinking":"Hm."},{"type":"text","text":"One."}]}""", "Hm.\nOne.")]
    [InlineData("""[{"role":"assistant","parts":[{"type":"text","content":"One."}]}]""", "One.")]
    [InlineData("""{"choices":[{"message":{"reasoning_content":"Hm.","content":"One."}}]}""", "Hm.\nOne.")]
    [InlineData(""" "{\"choices\":[{\"message\":{\"content\":\"One.\"}}]}" """, "One.")]
    [InlineData(""" "{\"name\":\"Ann\"}" """, "{\"name\":\"Ann\"}")]
    [InlineData("""{"usage":{"total_tokens":3}}""", null)]
    [InlineData("null", null)]
    public void Responses_are_read_in_any_usual_layout(string json, string? expected) =>
        Assert.Equal(expected, Scanner.Ingest.Formats.ResponseText.Of(JsonElement.Parse(json)));

    private string[] Replays(string run = "run")
    {
        var lines = string.Concat(_log.Select(request => JsonSerializer.Serialize(request) + "\n"));
        _run.Run(new IngestOptions { Inputs = [_run.Write("log.jsonl", lines)] }, run: run);
        return [.. _run.Rows("replays", run).Select(row => $"{row["request"]}<{row["source"]}")];
    }

    private void Ask(string id, string account, string prompt, string? response = null, string? org = null) =>
        _log.Add(new()
        {
            ["request_id"] = id,
            ["account_id"] = account,
            ["org_id"] = org,
            ["timestamp"] = string.Create(CultureInfo.InvariantCulture, $"2026-03-02T00:{_log.Count:00}:00Z"),
            ["prompt"] = prompt,
            ["response_text"] = response,
        });

    /// <summary>Words that no other seed gives.</summary>
    private static string Words(int seed, int count)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => $"w{random.Next(100_000)}"));
    }

    private static string Part(string words, int from, int to) => string.Join(' ', words.Split(' ')[from..to]);
}
