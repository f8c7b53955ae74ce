using System.Text.RegularExpressions;

namespace Scanner.Cluster;

/// <summary>The fixed wording of a template, with slots where its texts differ.</summary>
/// <param name="Text">The wording; every slot stands as its kind in braces, "{number}".</param>
/// <param name="Slots">The slots in the order of the text.</param>
public sealed partial record Skeleton(string Text, IReadOnlyList<Slot> Slots)
{
    /// <summary>The fixed wording between slots, in order; what stands in slots is left out.</summary>
    public IReadOnlyList<string> FixedParts() => SlotPattern().Replace(Text, "\0").Split('\0');

    /// <summary>Finds slots in a skeleton's text: <c>{number}</c> and the like; any other brace is wording.</summary>
    [GeneratedRegex(@"\{(number|quote|quoted|url|code|name|text)\}")]
    public static partial Regex SlotPattern();
}

/// <summary>A varying place of a skeleton, measured over the aligned texts.</summary>
/// <param name="Kind">number, quote, url, code, name or text.</param>
/// <param name="Texts">Texts that were aligned: all other figures are of these.</param>
/// <param name="Distinct">Distinct contents among them.</param>
/// <param name="Entropy">Shannon entropy of the contents in bits; log2(texts) when all differ.</param>
/// <param name="Examples">The first few distinct contents, cut to a line.</param>
public sealed record Slot(string Kind, int Texts, int Distinct, double Entropy, IReadOnlyList<string> Examples);
