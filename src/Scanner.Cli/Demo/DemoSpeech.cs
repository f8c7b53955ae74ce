using System.Globalization;

namespace Scanner.Cli.Demo;

/// <summary>Composes what people ask: no two alike, except by chance.</summary>
internal sealed class DemoSpeech(DemoRandom random)
{
    /// <summary>An everyday prompt of one to five sentences.</summary>
    public string Everyday()
    {
        var topic = random.Pick(DemoWords.Topics);
        var sentences = new List<string>
        {
            Fill(random.Pick(DemoWords.Openers), random.Pick(topic.Things), random.Pick(topic.Doings)),
        };
        int details = random.Between(0, 5);
        for (int i = 0; i < details; i++)
            sentences.Add(Detail());
        return string.Join(' ', sentences);
    }

    /// <summary>A pasted text of many sentences, as people and harvesters send for summaries.</summary>
    public List<string> Document(int sentences)
    {
        var document = new List<string>(sentences);
        while (document.Count < sentences)
            document.Add(document.Count % 3 == 0 ? Everyday() : Detail());
        return document;
    }

    /// <summary>A word problem with its own people, things and numbers.</summary>
    public string WordProblem()
    {
        string thing = Thing(), other = Thing();
        string name = random.Pick(DemoWords.Names), friend = random.Pick(DemoWords.Names);
        int a = random.Between(11, 900), b = random.Between(3, 60), c = random.Between(2, 19);
        return random.Between(0, 6) switch
        {
            0 => $"{name} packs {a} boxes, each with a {thing}, into {c} vans. {b} boxes stay behind. "
                + "How many does a van carry?",
            1 => $"A {thing} costs {a} coins and a {other} {b} coins less. What do {c} of each cost after a tenth is "
                + "taken off?",
            2 => $"{name} walks {b} km a day towards {friend}, who stands {a} km away beside a {thing}. "
                + $"After {c} rests of half a day, when do they meet?",
            3 => $"Of {a} visitors every {c}th asks for a {thing} and {b} ask for a {other}. At least how many ask for "
                + "neither?",
            4 => $"The sum of {c} consecutive numbers is {a * c}. {name} writes them on a {thing}. Which is the "
                + $"largest, and what if {b} is added to each?",
            _ => $"A tank beside the {thing} fills in {b} minutes and empties in {a}. {friend} opens both for "
                + $"{c} minutes. How full is it?",
        };
    }

    /// <summary>A thing of any topic.</summary>
    public string Thing() => random.Pick(random.Pick(DemoWords.Topics).Things);

    private string Detail() =>
        Fill(random.Pick(DemoWords.Details), Thing(), random.Between(2, 400).ToString(CultureInfo.InvariantCulture));

    private static string Fill(string pattern, string first, string second) =>
        string.Format(CultureInfo.InvariantCulture, pattern, first, second);
}
