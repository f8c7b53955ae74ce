using Scanner.Ingest;

namespace Scanner.Tests.Ingest;

public sealed class IngestExplainerTests : IDisposable
{
    private readonly IngestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Says_what_was_mapped_from_where_and_what_was_rejected()
    {
        var log = _run.Write("log.jsonl", """
            {"id":"r1","user":"a1","time":1772409676,"messages":[{"role":"user","content":"Why?"}]}
            {"id":"r2","user":"a2","prompt":"How?"}
            {"id":"r3","prompt":"Who?"}
            """);
        var explanation = IngestExplainer.Explain(new IngestOptions { Inputs = [log] });
        Assert.Equal(new ExplainedFile(log, "JSON lines", 3, 2, "canonical"), Assert.Single(explanation.Files));
        Assert.Contains(new ExplainedField("canonical", "account", "user", 2), explanation.Fields);
        Assert.Contains(new ExplainedField("canonical", "messages", "messages", 1), explanation.Fields);
        Assert.Equal(["Why?", "How?"], explanation.Examples.Select(example => example.Prompt));
        Assert.Equal(1, explanation.Rejects["no account"]);

        var text = explanation.ToText();
        Assert.Contains("account        <- user (2)", text, StringComparison.Ordinal);
        Assert.Contains("timestamp      2026-03-02T00:01:16Z", text, StringComparison.Ordinal);
        Assert.Contains("1 x no account, first", text, StringComparison.Ordinal);
        Assert.Contains("1 x no timestamp", text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_run.Folder, "run")));
    }

    [Fact]
    public void A_terminal_is_shown_control_characters_by_their_names()
    {
        var log = _run.Write("log.jsonl", """{"account":"a\u001b[2J","prompt":"\u202egnorw\nnext","\u0007bell":1}""");
        var text = IngestExplainer.Explain(new IngestOptions { Inputs = [log] }).ToText();
        Assert.Contains("a‹U+001B›[2J", text, StringComparison.Ordinal);
        Assert.Contains("‹U+202E›gnorw next", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
    }
}
