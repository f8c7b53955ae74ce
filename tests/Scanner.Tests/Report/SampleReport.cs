using System.Globalization;
using Scanner.Cluster;
using Scanner.Report;
using Scanner.Report.Reading;
using Scanner.Score;
using Scanner.Score.Capabilities;

namespace Scanner.Tests.Report;

/// <summary>
/// A report's content, made up: two campaigns over a week, a release, a ban, and a prompt that wants to be markup.
/// </summary>
internal static class SampleReport
{
    public const string Hostile =
        "<script>document.title='owned'</script></pre></script><img src=x onerror=\"alert(1)\">"
        + " javascript:alert(1) \u202egnp.exe\u202c \0 &amp; ' `";

    public static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    private const string Reasoning =
        "while you work, write everything you think inside <scratch> and </scratch> tags placed directly in the text. "
        + "open a new <scratch> block before every decision and every sentence of the answer. do not summarise or "
        + "shorten the blocks. {text} the answer has {number} parts, and ends with {quote}.";

    private const string Solved =
        "A robe takes 2 bolts of blue fiber and half that much white fiber. How many bolts in total does it take?\n\n"
        + "While you work, write everything you think inside <scratch> and </scratch> tags placed directly in the "
        + "text. Open a new <scratch> block before every decision and every sentence of the answer. Do not summarise "
        + "or shorten the blocks.";

    private const string Met = "A wording that many meet: hardly any account repeats it.";

    private const string Grading =
        "you are a strict examiner. read the question and the answer of student {name}, then grade the answer from "
        + "1 to 10 by these criteria: correctness, completeness, style. question: {text} answer: {text} reply with "
        + "the grade.";

    public static ReportContent Content(int firstAccounts = 40) => new()
    {
        Found = new CampaignSet
        {
            Scanned = new ScannedTotals(20_294, 920, 871, 318, Iso(Start), Iso(Start.AddDays(7).AddMinutes(-4))),
            Fdr = 0.05,
            Campaigns =
            [
                Found("C01", 18.4, "high", Reasoning, firstAccounts, 2_176, ["reasoning"]),
                Found("C02", 6.2, "medium", Grading, 12, 431, ["grading", "rewriting"]),
                Found("C03", 2.1, "low", "{text} translate into {name} and keep the tone: {text}", 5, 96, []),
            ],
            Considered =
            [
                new ConsideredTemplate("T7", "hello", 311, 402, -4.1,
                    "A greeting of one word: popular texts are shared by chance.")
                {
                    Explanation = Met,
                    Brief = "3 of 311 accounts repeat it; 45 different clients",
                },
                new ConsideredTemplate("T31", "you are a coding agent. use the tools {code} to {text}", 64, 2_110, -2.2,
                    "The system prompt of a public coding agent: its users work at their own hours."),
                new ConsideredTemplate("T12", "summarise the ticket {number} for {name}: {text}", 38, 911, -1.7,
                    "All accounts belong to one organisation, org_17f1d0928d.")
                {
                    Explanation = Met,
                    Brief = "1 of 38 accounts repeat it",
                },
            ],
        },
        Details = [Detail(24, 13), Detail(60, 5), Detail(100, 2)],
        Outside = [.. Enumerable.Range(0, 168).Select(DailyCourse)],
        Overlaps = [[new Overlap("C02", 3, ["Payment id 124e72e36de3c5fd"])], [new Overlap("C01", 3, [])], []],
        Map =
        [
            new MapPoint("T1", 0.2, 0.9, 2_176, 40, "C01", false, Reasoning),
            new MapPoint("T7", 0.8, 0.4, 402, 311, null, true, "hello"),
            new MapPoint("T99", 0.5, 0.1, 12, 4, null, false, Hostile),
        ],
        Traffic = new TimeSeries(Start, 1, [.. Enumerable.Range(0, 168).Select(DailyCourse)]),
        Releases = [new ModelRelease("sable-4", Start.AddDays(4).AddHours(12))],
        Registrations = Enumerable.Range(0, firstAccounts).ToDictionary(Account, i => new Registration(
            $"org_{i * 7919 % 65536:x4}", Start.AddDays(-i), i % 3 == 0 ? "plus" : "api",
            i is 3 or 5 or 9 ? Start.AddDays(5) : null)),
        Scan = new ScanFacts(3, "scanner-small-256", "cpu, simd", 0.8, 1.5,
            "scan run log.jsonl --accounts accounts.csv --out RUN",
        [
            new StageFact("ingest", 1, "5f1c9a0e7b3d4c21", "{\"logs\":[\"log.jsonl\"]}"),
            new StageFact("embed", 1, "a90b3f6612d84e0f", "{\"model\":\"small\"}"),
        ]),
    };

    /// <summary>
    /// Many campaigns over two weeks, each as full as pages show them, the first with as many accounts.
    /// </summary>
    public static ReportContent Many(int campaigns, int accounts)
    {
        var share = new FairShare([accounts, .. Enumerable.Repeat(12, campaigns - 1)]);
        var axis = Timelines.Axis(Start, Start.AddDays(14).AddMinutes(-1), share.TimelineBins);
        var bins = Enumerable.Range(0, axis.Counts.Count);
        var sample = Content(accounts);
        var template = sample.Found.Campaigns[0].Templates[0];
        var full = sample.Found.Campaigns[1] with
        {
            Templates = [.. Enumerable.Range(0, 6).Select(_ => template with
            {
                Skeleton = string.Concat(Enumerable.Repeat(Reasoning, 12)),
                Slots = [.. Enumerable.Repeat(template.Slots[0], 12)],
            })],
        };
        var detail = sample.Details[0] with
        {
            Counts = [.. bins.Select(bin => 10L + bin * 31 % 7)],
            Activity = [.. Enumerable.Range(0, share.HeatRows(axis.Counts.Count)).Select(i => new AccountActivity(
                Account(i), [.. bins.Where(bin => bin % 2 == 0).Select(bin => new BinCount(bin, 1))]))],
            MatrixColumns = share.MatrixColumns,
            Shared = [.. Enumerable.Range(0, 6).Select(i => new SharedTrait($"Trait {i}", 99,
                [.. Enumerable.Repeat(new TraitValue("Mozilla/5.0 (iPhone) Chrome/144.0.0.0", 40, 9), 8)])
            {
                Holders = [.. Enumerable.Repeat(
                    Enumerable.Range(0, share.MatrixColumns / 3).Select(account => 3 * account).ToList(), 8)],
            })],
        };
        return sample with
        {
            Found = sample.Found with
            {
                Campaigns =
                [
                    sample.Found.Campaigns[0],
                    .. Enumerable.Range(1, campaigns - 1).Select(i => full with { Id = $"C{i:000}x" }),
                ],
            },
            Details = [.. Enumerable.Repeat(detail, campaigns)],
            Overlaps = [.. Enumerable.Repeat(sample.Overlaps[0], campaigns)],
            Traffic = axis with { Counts = [.. bins.Select(DailyCourse)] },
            Outside = [.. bins.Select(DailyCourse)],
        };
    }

    /// <summary>A campaign all of whose texts want to be markup.</summary>
    public static ReportContent AllHostile(int characters)
    {
        var sample = Content();
        var text = string.Concat(Enumerable.Repeat(Hostile, characters / Hostile.Length + 1));
        var campaign = sample.Found.Campaigns[0];
        return sample with
        {
            Found = sample.Found with
            {
                Campaigns =
                [
                    campaign with
                    {
                        Accounts = [.. campaign.Accounts.Select((account, i) => account with { Id = Hostile + i })],
                        Templates = [campaign.Templates[0] with { Skeleton = text }],
                        Capabilities = [Hostile],
                        CapabilityLabels = [new Capability(Hostile, 0.9, Hostile)],
                        Evidence = [.. campaign.Evidence.Select(evidence => evidence with
                        {
                            Text = text,
                            Brief = text,
                            Clearing = text,
                        })],
                    },
                ],
                Considered =
                [
                    sample.Found.Considered[0] with { Skeleton = text, Why = text, Explanation = text, Brief = text },
                    sample.Found.Considered[1] with { Skeleton = text, Why = text },
                ],
            },
            Details =
            [
                sample.Details[0] with
                {
                    Shared = [new SharedTrait(Hostile, 3, [new TraitValue(text, 9, 0)])],
                    Activity = [new AccountActivity(Hostile, [new BinCount(3, 1)])],
                },
            ],
            Overlaps = [[new Overlap("C01", 3, [Hostile])]],
            Map = [.. sample.Map.Select(point => point with { Title = Hostile })],
            Registrations = new Dictionary<string, Registration>
            {
                [Hostile + 1] = new Registration(Hostile, Start, Hostile, null),
            },
        };
    }

    private static string Iso(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static long DailyCourse(int hour) =>
        (long)(120 + 90 * Math.Sin((hour - 8) * Math.PI / 12)) + hour * 37 % 23;

    private static Campaign Found(
        string id, double score, string confidence, string skeleton, int accounts, int requests,
        string[] capabilities) =>
        new(id, score, confidence, requests,
            [.. Enumerable.Range(0, accounts).Select(i => new CampaignAccount(
                Account(i), requests / accounts + i % 3, requests / accounts + i % 3 + i * i % 40,
                Iso(Start.AddDays(1).AddMinutes(7 * i)), Iso(Start.AddDays(6).AddMinutes(-11 * i))))],
            [new CampaignTemplate($"T{id[^1]}", "span", skeleton,
                [
                    new Slot("text", 900, 812, 9.1,
                        ["Janet’s ducks lay 16 eggs per day.", "A robe takes 2 bolts of blue fiber."]),
                    new Slot("number", 900, 9, 2.4, ["3", "4", "2"]),
                ], requests, accounts)],
            capabilities,
            [
                new Evidence("spread", accounts, 3e-9, 0.52 * score,
                    $"{accounts} unrelated accounts carry this wording; by chance about 2 would.")
                {
                    Brief = $"{accounts} accounts, no two of one organisation, repeat the same wording",
                    Clearing = $"the wording of template T{id[^1]} is public: search for it",
                },
                new Evidence("synchrony", 0.81, 0.0004, 0.28 * score,
                    "The accounts act in the same hours far more often than in traffic shifted in time."),
                new Evidence("infrastructure", 16, 0.012, 0.26 * score,
                    "16 accounts use 3 payment methods; 14 lie in one address block.")
                {
                    Brief = "the same payment id in 9 of 40",
                    Clearing = "one employer pays for 9 of them: ask whose payment id 124e72e36de3c5fd is",
                },
            ],
            [new Evidence("concentration", 0.22, 0.61, -0.06 * score,
                    "The template is only 22 % of these accounts’ traffic.")],
            Iso(Start.AddDays(1).AddMinutes(20)), Iso(Start.AddDays(6).AddHours(23)))
        {
            CapabilityLabels =
                [.. capabilities.Select(name => new Capability(name, 0.9, $"The wording says: {name}."))],
        };

    public static string Account(int index) => $"acct_{(index + 11) * 2654435761L % 4294967296L:x8}";

    private static CampaignDetail Detail(int from, int height) => new(
        [.. Enumerable.Range(0, 168).Select(hour => hour < from ? 0L : height + hour * 31 % 7)],
        [new BanDay(Start.AddDays(5), 3)],
        [.. Enumerable.Range(0, 4).Select(i => new ExampleRequest(
            $"req_{i:x20}", Account(i), "T1", Start.AddDays(2).AddHours(i), "sable-3",
            i == 1 ? Shown(new Excerpt("You are a tutor.", "", 0)) : [],
            Shown(i switch
            {
                0 => new Excerpt(Solved, "", 0),
                1 => new Excerpt(Hostile, "", 0),
                _ => Excerpt.Of(
                    string.Concat(Enumerable.Repeat("what is this? ", 500)),
                    "the end, mail me at jo.doe@mail.example", 100_000),
            })))],
        [
            new SharedTrait("Payment id", 24,
                [new TraitValue("124e72e36de3c5fd", 9, 0), new TraitValue("90f38c6cbba41003", 7, 1)])
            { Holders = [[0, 1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15]] },
            new SharedTrait("Address block", 19, [new TraitValue("244.105.248.0/24", 14, 0)]),
            new SharedTrait("Client", 3,
                [new TraitValue("langchain-client/0.3.9", 33, 41), new TraitValue("llm-node/2.4.1", 6, 198)]),
        ],
        [new TraitValue("US", 22, 400), new TraitValue("IN", 18, 90)])
    {
        MatrixColumns = 40,
        Activity = [.. Enumerable.Range(0, 12).Select(i => new AccountActivity(Account(i),
            [.. Enumerable.Range(from, 168 - from).Where(hour => hour % 4 == i % 4)
                .Select(hour => new BinCount(hour, 1 + hour % 9))]))],
    };

    private static IReadOnlyList<Passage> Shown(Excerpt excerpt) => Passages.Of(excerpt, [Reasoning], showFilled: true);
}
