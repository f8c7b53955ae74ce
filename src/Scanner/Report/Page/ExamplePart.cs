using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>A few requests of a campaign as they came, masked, with the template's fixed wording marked.</summary>
internal static class ExamplePart
{
    public static Markup Of(Campaign campaign, IReadOnlyList<ExampleRequest> examples)
    {
        if (examples.Count == 0) return Markup.None;
        return $"""
            <section>
            <h3>Examples</h3>
            <p class="note">Requests of different accounts, chosen by the hash of their id. Fixed wording is marked;
            secrets and personal data are masked.</p>
            {examples.Index().Select(item => Example(campaign, item.Item, item.Index == 0))}
            </section>
            """;
    }

    private static Markup Example(Campaign campaign, ExampleRequest example, bool open)
    {
        Markup system = example.System is null
            ? Markup.None
            : $"""
                <p class="role">System prompt</p>{Text(campaign, example, example.System)}
                <p class="role">Prompt</p>
                """;
        string?[] origin = [example.Model, example.Template, example.RequestId];
        return $"""
            <details{Open(open)}><summary>
            <span class="time">{Wording.Minute(example.At)}</span> <code>{example.Account}</code>
            <span class="note">{string.Join(" · ", origin.OfType<string>())}</span></summary>
            {system}{Text(campaign, example, example.Prompt)}
            </details>
            """;
    }

    private static Markup Open(bool open) => open ? $" open" : Markup.None;

    private static Markup Text(Campaign campaign, ExampleRequest example, Excerpt excerpt)
    {
        var own = campaign.Templates.Where(template => template.Id == example.Template);
        var skeletons = own.Concat(campaign.Templates.Take(Limits.ReportTemplatesMax))
            .Select(template => template.Skeleton).Distinct().ToList();
        Markup rest = excerpt.LeftOut == 0 ? Markup.None : $"""
            <span class="left-out"> … {excerpt.LeftOut:N0} characters left out …
            </span>{Marked(skeletons, excerpt.Tail)}
            """;
        return $"""<pre dir="auto">{Marked(skeletons, excerpt.Head)}{rest}</pre>""";
    }

    private static IEnumerable<Markup> Marked(List<string> skeletons, string text)
    {
        var ranges = skeletons.Select(skeleton => FixedWording.Find(skeleton, text))
            .FirstOrDefault(found => found.Count > 0) ?? [];
        var from = 0;
        foreach (var range in ranges)
        {
            yield return $"{text[from..range.Start.Value]}<mark>{text[range]}</mark>";
            from = range.End.Value;
        }
        yield return $"{text[from..]}";
    }
}
