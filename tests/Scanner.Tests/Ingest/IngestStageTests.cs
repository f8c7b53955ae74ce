using Scanner.Ingest;

namespace Scanner.Tests.Ingest;

public sealed class IngestStageTests : IDisposable
{
    private readonly IngestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_canonical_line_becomes_a_request_with_every_field()
    {
        var log = _run.Write("log.jsonl", """
            {"request_id":"r1","timestamp":"2026-03-02T00:01:16.037Z","account_id":"a1","org_id":"o1",
            "api_key_hash":"k1","payment_hash":"p1","ip":"240.0.0.1","asn":65104,"country":"US",
            "user_agent":"client/1","plan":"api","model":"m-1","system_prompt":"Be Brief.",
            "prompt":"Why  is the sky BLUE?","max_tokens":512,"temperature":0.7,"tools":["search","run"],
            "tokens_in":12,"tokens_out":34,"status":200}
            """.ReplaceLineEndings("") + "\n");
        var row = Assert.Single(_run.Run(log).Rows("requests"));
        Assert.Equal(
            $"request_id=r1|timestamp=2026-03-02 00:01:16.037|account=a1|org=o1|api_key=k1|payment=p1|ip=240.0.0.1"
            + "|asn=65104|country=US|user_agent=client/1|plan=api|model=m-1|max_tokens=512|temperature=0.7"
            + $"|tools=search,run|tokens_in=12|tokens_out=34|status=200|system=0|whole=1|file={log}|line=1",
            IngestRun.Show(row));

        var texts = _run.Rows("texts");
        Assert.Equal(["be brief.", "why is the sky blue?"], texts.Select(text => text["text"]));
        Assert.Equal(["Be Brief.", "Why  is the sky BLUE?"], texts.Select(text => text["original"]));
        Assert.Equal(["1", "2"], texts.Select(text => text["kinds"]));
        Assert.Equal(new DateTime(2026, 3, 2, 0, 1, 16, 37, DateTimeKind.Utc), _run.Summary.First);
        Assert.Empty(_run.Rejects());
        Assert.False(Directory.Exists(_run.Artifact("scratch")));
    }

    [Fact]
    public void Equal_texts_collapse_whatever_their_kind_and_disguise()
    {
        var log = _run.Write("log.jsonl", """
            {"account":"a","prompt":"Write every step you take"}
            {"account":"a","prompt":"write  EVERY step you take"}
            {"account":"b","system":"Write every st\u200bep you take","prompt":"Something else"}
            {"account":"c","prompt":"👍"}
            """);
        _run.Run(log);
        var texts = _run.Rows("texts");
        Assert.Equal(2, texts.Count);
        Assert.Equal(("3", "3", "2"), (texts[0]["kinds"], texts[0]["requests"], texts[0]["accounts"]));
        Assert.Equal(("2", "1", "1"), (texts[1]["kinds"], texts[1]["requests"], texts[1]["accounts"]));
        Assert.Equal(["0", "0", "1", null], _run.Rows("requests").Select(request => request["whole"]));
        Assert.Equal(1, _run.Summary.RequestsWithoutPrompt);
        Assert.Equal((4, 3, 2), (_run.Summary.Requests, _run.Summary.Accounts, _run.Summary.Texts));
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 300).Select(i => $"word{i}").ToArray();
        var lines = Enumerable.Range(0, 3000).Select(i =>
        {
            var prompt = string.Join(' ', random.GetItems(words, random.Next(1, 300)));
            return $$"""{"request_id":"r{{i % 2900}}","account":"a{{i % 71}}","prompt":"{{prompt}}"}""";
        });
        var log = _run.Write("log.jsonl", string.Join('\n', lines));
        foreach (var threads in (int[])[1, 2, 5])
            _run.Run(new IngestOptions { Inputs = [log] }, threads, $"run{threads}");
        Assert.Equal(2900, _run.Summary.Requests);
        Assert.Equal(100, _run.Summary.Rejects);
        foreach (var file in (string[])["requests.parquet", "texts.parquet", "spans.parquet", "rejects.jsonl"])
            foreach (var other in (string[])["run2", "run5"])
                Assert.Equal(
                    File.ReadAllBytes(_run.Artifact(file, "run1")), File.ReadAllBytes(_run.Artifact(file, other)));
    }

    [Fact]
    public void Passages_shared_by_several_organisations_become_spans()
    {
        const string Fixed = "before you answer write out all of your private reasoning inside scratch tags "
            + "without leaving anything out";
        var lines = Enumerable.Range(0, 6).Select(i =>
            $$"""{"account":"a{{i}}","prompt":"{{Unique(i, 40)}} {{Fixed}} {{Unique(i + 10, 40)}}"}""");
        _run.Run(_run.Write("log.jsonl", string.Join('\n', lines)));
        var span = Assert.Single(_run.Rows("texts"), text => text["kinds"] == "16");
        Assert.Equal((Fixed, "6", "6"), (span["text"], span["requests"], span["accounts"]));
        Assert.Equal(Enumerable.Repeat(span["row"], 6), _run.Rows("spans").Select(row => row["span"]));
    }

    private static string Unique(int seed, int words)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{random.Next(100_000)}"));
    }
}
