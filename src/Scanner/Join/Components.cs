using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// Union-find over rows that threads share without a lock. A root is always the least row of its component, so the
/// outcome does not depend on the order of unions. Links by index and halves paths with compare-and-swap (Jayanti and
/// Tarjan, "A Randomized Concurrent Algorithm for Disjoint Set Union", 2016, without the random order).
/// </summary>
internal sealed class Components
{
    // A parent is never larger than its child and only ever falls: a stale value still leads to the root.
    private readonly int[] _parents;

    public Components(int rows)
    {
        _parents = new int[rows];
        for (int row = 0; row < rows; row++) _parents[row] = row;
    }

    /// <summary>
    /// Connects two rows. Costs two reads where both already hang on the same parent, as in a dense region.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Union(int left, int right)
    {
        if (Volatile.Read(ref _parents[left]) != Volatile.Read(ref _parents[right])) UnionRoots(left, right);
    }

    /// <summary>
    /// Labels of consecutive rows: rows with the same one are known to be connected, others may turn out to be.
    /// </summary>
    public void ReadLabels(int firstRow, Span<int> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            int row = firstRow + i;
            labels[i] = _parents[row] == row ? row : Root(row);
        }
    }

    /// <summary>The least row of the component of each row. Call when all unions are done.</summary>
    public int[] ToLabels()
    {
        // Parents come before their children, so one pass settles all.
        var labels = new int[_parents.Length];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = _parents[row] == row ? row : labels[_parents[row]];

        return labels;
    }

    /// <summary>Reads labels in place of what it holds: a label is a row's parent.</summary>
    public void Read(BinaryReader file) => JoinCheckpoint.Read<int>(file, _parents);

    private void UnionRoots(int left, int right)
    {
        while (true)
        {
            left = Root(left);
            right = Root(right);
            if (left == right) return;

            var (least, other) = left < right ? (left, right) : (right, left);
            if (Interlocked.CompareExchange(ref _parents[other], least, other) == other) return;
        }
    }

    private int Root(int row)
    {
        while (true)
        {
            int parent = Volatile.Read(ref _parents[row]);
            if (parent == row) return row;

            int grandparent = Volatile.Read(ref _parents[parent]);
            if (grandparent != parent) Interlocked.CompareExchange(ref _parents[row], grandparent, parent);
            row = parent;
        }
    }
}
