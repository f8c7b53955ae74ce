namespace Scanner.Report.Page;

/// <summary>What the words of the page mean, for readers who see a report for the first time.</summary>
internal static class WordsSection
{
    private static readonly (string Word, string Meaning)[] Words =
    [
        ("Template, slot", "Wording that recurs from request to request; the places in it where the content differs. "
            + "Bits say how much it differs: 3 bits as much as among eight values that are equally frequent."),
        ("Account, counted", "As evidence all accounts of one organisation, where the log names it, count once."),
        ("Campaign", "Accounts without visible connection that carry the same templates together."),
        ("Score", "How much better the evidence is explained by accounts that belong together than by strangers, as a "
            + "natural logarithm: 2.3 is ten times, 4.6 a hundred times. How rare campaigns are is counted in."),
        ("Confidence", "High needs a score of 4 and two kinds of evidence that each weigh 1 or more, one of which "
            + "strangers who share a program do not have in common; medium needs a score of 2; below is low."),
        ("Weight", "What one kind of evidence adds to the score. It grows with the size of what was found and with how "
            + "well this kind told campaigns from harmless templates in logs where both were known."),
        ("p", "How often accounts that have nothing to do with each other would look like this: p = 0.01 is once in a "
            + "hundred cases. Weights are not made from it: what is not rare among strangers, but found in nearly all "
            + "campaigns, weighs much."),
    ];

    public static Markup Of() => $"""
        <section id="words" tabindex="-1">
        <h2>What the words mean</h2>
        <dl class="words">{Words.Select(word => (Markup)$"<dt>{word.Word}</dt><dd>{word.Meaning}</dd>")}</dl>
        <h3>Kinds of evidence</h3>
        <dl class="words">{Channel.All.Select(Kind)}</dl>
        </section>
        """;

    /// <summary>The channel's name, leading to what it means.</summary>
    public static Markup Link(Channel channel) => channel.Meaning.Length == 0
        ? (Markup)$"<b>{channel.Name}</b>"
        : $"""<a href="#words-{channel.Key}">{channel.Name}</a>""";

    private static Markup Kind(Channel channel)
    {
        Markup clearing = channel.Clearing.Length == 0
            ? Markup.None
            : $"""<p class="note">Harmless where: {channel.Clearing}</p>""";
        return $"""<dt id="words-{channel.Key}">{channel.Name}</dt><dd>{channel.Meaning}{clearing}</dd>""";
    }
}
