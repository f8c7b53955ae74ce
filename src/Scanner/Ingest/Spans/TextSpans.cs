namespace Scanner.Ingest.Spans;

/// <summary>Texts and their spans side by side.</summary>
internal static class TextSpans
{
    /// <summary>Each text with the places of its spans.</summary>
    /// <param name="texts">The texts, by row.</param>
    /// <param name="spans">Spans in the order of the texts.</param>
    public static IEnumerable<(int Row, string Text, Range Spans)> With(
        IEnumerable<(int Row, string Text)> texts, MinedSpan[] spans)
    {
        var next = 0;
        foreach (var (row, text) in texts)
        {
            var first = next;
            while (next < spans.Length && spans[next].TextRow == row)
            {
                next++;
            }

            yield return (row, text, first..next);
        }
    }
}
