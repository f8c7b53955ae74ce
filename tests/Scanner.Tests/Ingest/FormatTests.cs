using System.Runtime.CompilerServices;
using Scanner.Ingest;

namespace Scanner.Tests.Ingest;

/// <summary>Every format of a hand-written sample, every field that it maps.</summary>
public sealed class FormatTests : IDisposable
{
    private const string Blue = "text=why is the sky blue?";
    private const string Brief = "system=be brief.";
    private const string Noon = "timestamp=2026-03-02 00:01:16.037";

    private readonly IngestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void OpenTelemetry_with_the_new_attributes() => Check("otlp-new.json", "OpenTelemetry",
        $"request_id=5b8efff798038103d269b633813fc60c/eee19b7ec3c1b174|{Noon}|account=acct-1|org=org-7|ip=240.0.0.1"
        + "|user_agent=client/1|model=sable-3|max_tokens=512|temperature=0.7|tools=search"
        + "|tokens_in=12|tokens_out=34|status=200"
        + $"|line=1|{Brief}|{Blue}");

    [Fact]
    public void OpenTelemetry_with_the_old_attributes_and_events() => Check("otlp-old.jsonl", "OpenTelemetry",
        $"request_id=t1/s1|{Noon}|account=acct-1|model=sable-3|tools=search|tokens_in=12|line=1|{Brief}|{Blue}",
        $"request_id=t2/s2|{Noon}|account=acct-1|line=2|{Brief}|{Blue}",
        $"request_id=0xt3/0xs3|{Noon}|account=acct-1|line=3|{Brief}|{Blue}");

    [Fact]
    public void LiteLlm()
    {
        Check("litellm.jsonl", "LiteLLM",
            $"request_id=chatcmpl-1|{Noon}|account=acct-1|org=team-9|api_key=88dc28d0f030c55ed4ab77ed8faf098196cb1c05"
            + "|ip=240.0.0.1|user_agent=client/1|model=sable-3|max_tokens=512|temperature=0.7|tools=search|tokens_in=12"
            + $"|tokens_out=34|status=200|line=1|{Brief}|{Blue}",
            $"request_id=chatcmpl-2|{Noon}|account=acct-2|org=org-7|api_key=88dc|model=sable-3|max_tokens=64"
            + $"|temperature=0.0|tokens_in=12|tokens_out=0|status=500|line=2|{Blue}");
        Rejected("\"line\":3,\"reason\":\"no prompt text\"");
    }

    [Fact]
    public void Langfuse()
    {
        Check("langfuse.jsonl", "Langfuse",
            $"request_id=obs-2|{Noon}|account=acct-1|org=org-7|model=sable-3|max_tokens=512|temperature=0.7"
            + $"|tokens_in=12|tokens_out=34|status=200|line=1|{Brief}|{Blue}",
            $"request_id=trace-2|{Noon}|account=acct-2|tools=search|line=2|{Blue}",
            $"request_id=obs-4|{Noon}|account=acct-3|model=sable-3|tokens_in=12|tokens_out=34|line=3|{Blue}");
        Rejected("\"line\":4,\"reason\":\"no account\"", "export traces with their observations",
            "--map account=FIELD");
    }

    [Fact]
    public void Helicone() => Check("helicone.jsonl", "Helicone",
        $"request_id=h-1|{Noon}|account=acct-1|org=org-7|country=US|model=sable-3|max_tokens=512|temperature=0.7"
        + $"|tools=search|tokens_in=12|tokens_out=34|status=200|line=1|{Brief}|{Blue}");

    [Fact]
    public void OpenAi_batch()
    {
        Check("openai-batch.jsonl", "OpenAI batch",
            "request_id=b-1|account=acct-1|model=sable-3|max_tokens=512|temperature=0.7|tools=search|line=1"
            + $"|{Brief}|{Blue}",
            $"request_id=b-2|account=acct-2|model=sable-3|max_tokens=64|line=2|{Brief}|{Blue}");
        Rejected("\"line\":3,\"reason\":\"no account\"", "user or metadata.user_id", "--map account=FIELD");
        Assert.Equal(2, _run.Summary.Warnings["no timestamp"]);
    }

    [Fact]
    public void Anthropic_batch()
    {
        Check("anthropic-batch.jsonl", "Anthropic batch",
            "request_id=c-1|account=acct-1|model=sable-3|max_tokens=512|temperature=0.7|tools=search|line=1"
            + $"|{Brief}|{Blue}");
        Rejected("\"line\":2,\"reason\":\"no account\"", "user or metadata.user_id", "--map account=FIELD");
    }

    [Fact]
    public void Csv_under_other_names() => Check("canonical.csv", "canonical",
        $"request_id=r1|{Noon}|account=acct-1|org=org-7|max_tokens=512|tools=search,run|status=200|line=2"
        + "|text=why is the sky \"blue\"?",
        "request_id=r2|timestamp=2026-03-02 00:01:16|account=acct-2|max_tokens=512|tools=search,run|line=4"
        + "|text=why not?");

    [Theory]
    [InlineData("otlp-new.json", 1)]
    [InlineData("otlp-old.jsonl", 3)]
    [InlineData("litellm.jsonl", 1)]
    [InlineData("langfuse.jsonl", 2)]
    [InlineData("helicone.jsonl", 1)]
    public void Responses_are_read_where_the_log_has_them(string sample, int count)
    {
        var explanation = IngestExplainer.Explain(new IngestOptions { Inputs = [Path.Combine(Samples(), sample)] });
        var responses = explanation.Examples.Select(example => example.Response).Where(text => text is not null);
        Assert.Equal(Enumerable.Repeat("Scattering.", count), responses);
    }

    [Fact]
    public void A_map_overrides_where_fields_are_found()
    {
        var log = _run.Write("odd.jsonl", """
            {"who":{"id":"a1"},"what":{"said":"Why?"},"prompt":"no","account":"wrong","a.b":"m1"}
            """);
        _run.Run(new IngestOptions
        {
            Inputs = [log],
            Map = new Dictionary<string, string>
            {
                ["account_id"] = "who.id",
                ["prompt"] = "what.said",
                ["model"] = "a.b",
            },
        });
        var row = Assert.Single(_run.Rows("requests"));
        Assert.Equal(("a1", "m1", "why?"), (row["account"], row["model"], _run.TextOf(row["whole"])));
    }

    private void Check(string sample, string format, params string[] expected)
    {
        _run.Run(Path.Combine(Samples(), sample));
        Assert.Equal(format, Assert.Single(_run.Summary.Formats).Key);
        Assert.Equal(expected, _run.Rows("requests").Select(Shown));
    }

    private void Rejected(params string[] parts)
    {
        var reject = Assert.Single(_run.Rejects());
        Assert.All(parts, part => Assert.Contains(part, reject, StringComparison.Ordinal));
    }

    private string Shown(Dictionary<string, string?> row)
    {
        var (system, whole) = (row["system"], row["whole"]);
        foreach (var column in (string[])["system", "whole", "file"])
            row.Remove(column);
        return IngestRun.Show(row)
            + (system is null ? "" : $"|system={_run.TextOf(system)}")
            + (whole is null ? "" : $"|text={_run.TextOf(whole)}");
    }

    private static string Samples([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Samples");
}
