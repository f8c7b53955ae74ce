namespace Scanner.Embed;

/// <summary>
/// Plans batches of texts of like length, so that little is padded. The plan depends on the texts alone.
/// </summary>
internal static class TokenBatches
{
    /// <summary>
    /// Tokens of a batch with padding: 4,096 tokens × 256 components × 4 bytes = 4 MiB of token vectors.
    /// </summary>
    public const int TokensMax = 4096;

    /// <summary>Texts of a batch at most.</summary>
    public const int RowsMax = 256;

    /// <summary>Rows of each batch, the longest first. Texts without tokens are in none.</summary>
    /// <param name="ids">Token ids of each text.</param>
    public static List<int[]> Plan(int[][] ids)
    {
        var rows = Enumerable.Range(0, ids.Length).Where(row => ids[row].Length > 0)
            .OrderByDescending(row => ids[row].Length).ThenBy(row => row).ToArray();
        var batches = new List<int[]>();
        for (var start = 0; start < rows.Length;)
        {
            var count = Math.Clamp(TokensMax / ids[rows[start]].Length, 1, Math.Min(RowsMax, rows.Length - start));
            batches.Add(rows[start..(start + count)]);
            start += count;
        }

        return batches;
    }
}
