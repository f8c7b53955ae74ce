namespace Scanner.Embed;

/// <summary>
/// Plans batches of texts of like length, so that little is padded. The plan depends on the texts alone.
/// </summary>
internal static class TokenBatches
{
    /// <summary>
    /// Tokens of a batch with padding. On a processor 512 tokens × 256 components × 4 bytes = 512 KiB of token vectors,
    /// which stay in a core's L2 cache beside what they are made of, and little is padded: a tenth faster than 1,024
    /// and a quarter than 4,096, with a static model and with one of MiniLM's size. A GPU wants more at once.
    /// </summary>
    public static int TokensMax(Device device) => device.Kind == DeviceKind.Cpu ? 512 : 4096;

    /// <summary>Texts of a batch at most.</summary>
    public const int RowsMax = 256;

    /// <summary>The batches, each a range of texts. Texts without tokens are in none.</summary>
    /// <param name="tokensMax">Tokens of a batch with padding, unless one text alone has more.</param>
    /// <param name="count">Texts, in the order of their lengths, the longest first.</param>
    /// <param name="lengthAt">Tokens of the text at a place of that order.</param>
    public static List<Range> Plan(int tokensMax, int count, Func<int, int> lengthAt)
    {
        var batches = new List<Range>();
        for (var start = 0; start < count && lengthAt(start) > 0;)
        {
            var end = start + Math.Clamp(tokensMax / lengthAt(start), 1, Math.Min(RowsMax, count - start));
            while (lengthAt(end - 1) == 0)
            {
                end--;
            }

            batches.Add(start..end);
            start = end;
        }

        return batches;
    }
}
