using Scanner.Cluster;
using Scanner.Ingest.Normalization;
using Scanner.Ingest.Segments;
using Scanner.Score.Capabilities;

namespace Scanner.Tests.Score;

/// <summary>Labels on wordings that say what they want, in several languages, and on wordings that do not.</summary>
public sealed class CapabilityTests
{
    [Theory]
    [InlineData("reasoning", "Solve {text} and show your reasoning step by step before giving the final answer.")]
    [InlineData("reasoning", "请一步一步地推理，并写出完整的思考过程：{text}")]
    [InlineData("reasoning", "Bitte zeige Schritt für Schritt deinen Gedankengang zu {text}")]
    [InlineData("reasoning", "Объясни {text} шаг за шагом, полностью излагая ход рассуждений.")]
    [InlineData("grading", "You are an impartial judge. Score the answer from 1 to 10 against the rubric: {text}")]
    [InlineData("grading", "请按照评分标准给下面的回答打分：{text}")]
    [InlineData("rewriting", "Rewrite the passage in a neutral tone without changing the meaning: {text}")]
    [InlineData("rewriting", "Réécris le texte suivant sans changer le sens : {text}")]
    [InlineData("coding", "You are a software engineer. Fix the bug in the repository and add a unit test. {code}")]
    [InlineData("tools", "Use the available tools. Give each tool call with its arguments as JSON. {text}")]
    [InlineData("computer use", "Given the screenshot, say where to click and what to type next. {text}")]
    [InlineData("data analysis", "You are a data analyst. Compute statistics of this dataset: {text}")]
    [InlineData("task factory", "Write a new exercise about {name} with a model answer; difficulty {number}.")]
    public void Wording_that_names_a_capability_is_labelled_by_it(string label, string skeleton)
    {
        var labels = Labels(Row(skeleton));
        Assert.Equal(label, labels[0].Name);
        Assert.InRange(labels[0].Confidence, 0.6, 0.99);
    }

    [Theory]
    [InlineData("You are a helpful assistant. {text}")]
    [InlineData("Translate the following letter to Spanish: {text}")]
    [InlineData("Suggest a recipe with {name} for four people.")]
    [InlineData("写一首关于 {name} 的诗")]
    [InlineData("{text} {number}")]
    public void Wording_that_names_none_is_not_labelled(string skeleton) => Assert.Empty(Labels(Row(skeleton)));

    [Fact]
    public void What_stands_in_slots_says_nothing()
    {
        var payload = new Slot("text", 9, 9, 3.1, ["Think step by step and show your reasoning, chain of thought."]);
        Assert.Empty(Labels(Row("Please help with this: {text}", slots: [payload])));
        Assert.Empty(CapabilityLabels.Of([], 1, 0));
    }

    [Fact]
    public void A_cue_counts_as_far_as_the_requests_hold_it()
    {
        var reasoning = Row("Show your reasoning step by step: {text}", requests: 50);
        var rare = Labels(reasoning, Row("Please help with this matter of mine: {text}", requests: 950));
        var half = Labels(reasoning, Row("Please help with this matter of mine: {text}", requests: 50));
        Assert.Empty(rare);
        Assert.Equal("reasoning", Assert.Single(half).Name);
    }

    [Fact]
    public void A_skeleton_filled_from_lists_is_a_task_factory_and_one_with_a_payload_is_not()
    {
        Slot[] listed = [new("name", 9, 4, 2, ["Geometry"]), new("text", 9, 3, 1.5, ["grade seven"])];
        Slot[] payload =
            [listed[0], listed[1] with { Examples = ["a text of a good many words that its user pasted"] }];
        const string Skeleton = "For {name}, write about {text} with a solution.";
        Assert.Contains(Labels(Row(Skeleton, slots: listed)), label => label.Name == "task factory");
        Assert.DoesNotContain(Labels(Row(Skeleton, slots: payload)), label => label.Name == "task factory");
    }

    [Fact]
    public void The_same_wording_in_three_languages_is_a_sweep_and_in_two_is_not()
    {
        TemplateRow[] rows =
        [
            Row("Answer the question that is given in the text below, with all of the details: {text}"),
            Row("Beantworte die Frage, die in dem Text steht, mit allen Einzelheiten und für jeden: {text}"),
            Row("请回答下面文字中提出的问题，并给出所有细节：{text}"),
        ];
        Assert.Contains(Labels(rows), label => label.Name == "language sweep");
        Assert.DoesNotContain(Labels(rows[..2]), label => label.Name == "language sweep");
    }

    [Fact]
    public void Every_cue_finds_its_own_words()
    {
        var file = Path.Combine(Laws.SourceTree.Root, "src/Scanner/Score/Capabilities/cues.txt");
        var cues = File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#')
            .SelectMany(line => line.Split(' ', 4)[3].Split(';', StringSplitOptions.TrimEntries)).ToArray();
        Assert.Equal(Cue.All.Count, cues.Length);
        // A cue that stands twice under one label would count twice.
        Assert.Equal(cues.Length, Cue.All.Zip(cues).DistinctBy(pair => (pair.First.Label, pair.Second)).Count());
        foreach (var (cue, pattern) in cues.Zip(Cue.All.Select(cue => cue.Pattern)))
        {
            var words = TextNormalizer.Normalize(
                cue.Replace("*", "", StringComparison.Ordinal).Replace("..", "", StringComparison.Ordinal));
            Assert.True(pattern.IsMatch($"so: {words}."), cue);
        }
    }

    private static IReadOnlyList<Capability> Labels(params TemplateRow[] rows) =>
        CapabilityLabels.Of(rows, rows.Sum(row => row.Requests), 0);

    private static TemplateRow Row(string skeleton, int requests = 100, IReadOnlyList<Slot>? slots = null) =>
        new(0, (int)TextKinds.Whole, 9, requests, 20, new Skeleton(skeleton, slots ?? []));
}
