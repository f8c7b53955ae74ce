using Scanner.Ingest;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>A few requests of a campaign side by side, masked, with the template's fixed wording marked.</summary>
internal static class ExamplePart
{
    public static Markup Of(Campaign campaign, IReadOnlyList<ExampleRequest> examples)
    {
        if (examples.Count == 0) return Markup.None;
        return $"""
            <section>
            <h3>Examples side by side</h3>
            <p class="note">Requests of different accounts, chosen by the hash of their id. What they have in common is
            marked; secrets and personal data are masked.{Hidden(examples)}{Disguised(examples)}</p>
            <div class="examples scroll" tabindex="0" role="region" aria-label="Examples of campaign {campaign.Id}">
            {examples.Select(Example)}</div>
            </section>
            """;
    }

    private static string Disguised(IReadOnlyList<ExampleRequest> examples) =>
        examples.SelectMany(example => example.System.Concat(example.Prompt))
            .Any(passage => passage.Text.EnumerateRunes().Any(UnseenCharacters.Contain))
            ? " A code such as ‹U+200B› stands for a character that does not show." : "";

    private static string Hidden(IReadOnlyList<ExampleRequest> examples) =>
        examples.SelectMany(example => example.System.Concat(example.Prompt))
            .Any(passage => passage.Kind == PassageKind.Filled && passage.Text.Length == 0)
            ? " What the senders filled in is hidden: scan report RUN --show-slots shows it." : "";

    private static Markup Example(ExampleRequest example)
    {
        Markup system = example.System.Count == 0
            ? Markup.None
            : $"""
                <p class="role">System prompt</p>{Text(example.System)}
                <p class="role">Prompt</p>
                """;
        string?[] origin = [example.Model, example.Template, example.RequestId];
        return $"""
            <div class="example">
            <p class="sender"><code>{example.Account}</code> <span class="time">{Wording.Minute(example.At)}</span></p>
            <p class="note">{string.Join(" · ", origin.OfType<string>())}</p>
            {system}{Text(example.Prompt)}
            </div>
            """;
    }

    private static Markup Text(IReadOnlyList<Passage> passages) =>
        $"""<pre dir="auto" tabindex="0">{passages.Select(Shown)}</pre>""";

    private static Markup Shown(Passage passage) => passage switch
    {
        { Kind: PassageKind.Fixed } => $"<mark>{passage.Text}</mark>",
        { Kind: PassageKind.LeftOut } => $"""
            <span class="left-out"> … {passage.Characters:N0} characters left out … </span>
            """,
        { Text.Length: 0 } => $"""<span class="slot">{passage.Characters:N0} characters</span> """,
        _ => $"{passage.Text}",
    };
}
