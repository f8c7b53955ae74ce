namespace Scanner.Cluster;

/// <summary>Aligns two word sequences by their longest common subsequence.</summary>
internal static class Alignment
{
    /// <summary>
    /// For every word of <paramref name="left"/> the index of its partner in <paramref name="right"/>, or −1.
    /// </summary>
    /// <remarks>O(left × right) time and memory after common ends are stripped; callers cap the words.</remarks>
    public static int[] Match(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        var partners = new int[left.Length];
        partners.AsSpan().Fill(-1);
        var first = 0;
        while (first < left.Length && first < right.Length && left[first] == right[first])
        {
            partners[first] = first;
            first++;
        }

        var (leftEnd, rightEnd) = (left.Length, right.Length);
        while (leftEnd > first && rightEnd > first && left[leftEnd - 1] == right[rightEnd - 1])
        {
            partners[--leftEnd] = --rightEnd;
        }

        Middle(left[first..leftEnd], right[first..rightEnd], first, partners.AsSpan(first, leftEnd - first));
        return partners;
    }

    private static void Middle(ReadOnlySpan<string> left, ReadOnlySpan<string> right, int offset, Span<int> partners)
    {
        // length[i, j]: the longest common subsequence of left[i..] and right[j..].
        var width = right.Length + 1;
        var length = new ushort[(left.Length + 1) * width];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                length[(i * width) + j] = left[i] == right[j]
                    ? (ushort)(length[((i + 1) * width) + j + 1] + 1)
                    : Math.Max(length[((i + 1) * width) + j], length[(i * width) + j + 1]);
            }
        }

        var (row, column) = (0, 0);
        while (row < left.Length && column < right.Length)
        {
            if (left[row] == right[column])
            {
                partners[row++] = offset + column++;
            }
            else if (length[((row + 1) * width) + column] >= length[(row * width) + column + 1])
            {
                row++;
            }
            else
            {
                column++;
            }
        }
    }
}
