namespace Scanner.Cluster;

/// <summary>The fixed wording of a template, with slots where its texts differ.</summary>
/// <param name="Text">The wording; every slot stands as its kind in braces, "{number}".</param>
/// <param name="Slots">The slots in the order of the text.</param>
public sealed record Skeleton(string Text, IReadOnlyList<Slot> Slots);

/// <summary>A varying place of a skeleton, measured over the aligned texts.</summary>
/// <param name="Kind">number, quote, url, code, name or text.</param>
/// <param name="Texts">Texts that were aligned: all other figures are of these.</param>
/// <param name="Distinct">Distinct contents among them.</param>
/// <param name="Entropy">Shannon entropy of the contents in bits; log2(texts) when all differ.</param>
/// <param name="Examples">The first few distinct contents, cut to a line.</param>
public sealed record Slot(string Kind, int Texts, int Distinct, double Entropy, IReadOnlyList<string> Examples);
