namespace Scanner.Ingest.Spans;

/// <summary>
/// What counts as a span: a long run of words that texts of several unrelated actors share at any position.
/// </summary>
public sealed record SpanOptions
{
    /// <summary>
    /// Least words of a span. Twelve words rarely repeat by chance; a sentence of instructions has more.
    /// </summary>
    public int WordsMin { get; init; } = 12;

    /// <summary>
    /// Least actors whose texts hold every part of the span, as far as a 64-bit sketch tells them apart.
    /// </summary>
    public int ActorsMin { get; init; } = 3;

    /// <summary>
    /// Words per shingle. With <see cref="WordsMin"/> it sets the winnowing window, WordsMin − ShingleWords + 1:
    /// every shared run of WordsMin words has at least one fingerprint in common (Schleimer, Wilkerson, Aiken 2003).
    /// </summary>
    public int ShingleWords { get; init; } = 8;

    /// <summary>
    /// Least words of a span with which a text begins or ends, where fewer than <see cref="WordsMin"/> are enough.
    /// </summary>
    public int EdgeWordsMin { get; init; } = 4;

    /// <summary>Least actors whose texts begin or end with such a span, as far as a 64-bit sketch tells.</summary>
    public int EdgeActorsMin { get; init; } = 5;
}

/// <summary>A span found in a text.</summary>
/// <param name="TextRow">Row of the text that holds it.</param>
/// <param name="Start">First char of the span in the normalised text.</param>
/// <param name="Length">Chars of the span.</param>
/// <param name="Actors">Most actors of any part of it, as far as a 64-bit sketch tells.</param>
public readonly record struct MinedSpan(int TextRow, int Start, int Length, double Actors);
