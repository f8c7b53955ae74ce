using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// What a tile's rows still want, and how many of its pairs were counted without being handed over. A dense tile counts
/// most of its pairs so: their rows are connected, and their lists are full of better ones. One object a thread.
/// </summary>
/// <param name="collector">Knows what rows want.</param>
/// <param name="rowsMax">Rows of a tile at most; arrays reach one panel further.</param>
internal sealed unsafe class TileFilter(ITileCollector collector, int rowsMax)
{
    // The widest panel of a backend.
    private const int PanelMax = 64;

    private readonly ulong[] _keys = new ulong[rowsMax];
    private readonly int[] _asRows = new int[rowsMax];
    private int* _leftOrder, _rightOrder;

    // Pinned, since kernels read and write them.
    private readonly float[] _floors = GC.AllocateArray<float>(2 * (rowsMax + PanelMax), pinned: true);
    private readonly int[] _numbers = GC.AllocateArray<int>(4 * (rowsMax + PanelMax), pinned: true);

    /// <summary>[left places] what a pair's similarity must reach to enter a left row's list.</summary>
    public float* LeftFloors => Part(_floors, 0);

    /// <summary>[right places] the same for right rows.</summary>
    public float* RightFloors => Part(_floors, 1);

    /// <summary>[left places] labels: rows with the same one are known to be connected.</summary>
    public int* LeftLabels => Part(_numbers, 0);

    /// <summary>[right places] the same for right rows.</summary>
    public int* RightLabels => Part(_numbers, 1);

    /// <summary>[left places] pairs that were counted and not handed over.</summary>
    public int* LeftCounts => Part(_numbers, 2);

    /// <summary>[right places] the same for right rows.</summary>
    public int* RightCounts => Part(_numbers, 3);

    /// <summary>Whether this tile has asked.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the tile before it had asked: the next one is likely to be dense, too.</summary>
    public bool WasOpen { get; private set; }

    /// <summary>Begins a tile; nothing is asked yet, since most tiles have few pairs.</summary>
    public void Close() => (WasOpen, IsOpen) = (IsOpen, false);

    /// <summary>Asks what the rows want, and sets the counts to zero.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="leftOrder">[left rows] for each place the row of the tile that stands there.</param>
    /// <param name="right">The right side.</param>
    /// <param name="rightOrder">[right rows] likewise.</param>
    public void Open(TileRange left, int* leftOrder, TileRange right, int* rightOrder)
    {
        _leftOrder = leftOrder;
        _rightOrder = rightOrder;
        collector.ReadLeft(left, _keys, _asRows);
        Place(left.Rows, leftOrder, LeftFloors, LeftLabels, right.FirstRow);
        collector.ReadRight(right, _keys, _asRows);
        Place(right.Rows, rightOrder, RightFloors, RightLabels, left.FirstRow);
        new Span<int>(LeftCounts, left.Rows).Clear();
        new Span<int>(RightCounts, right.Rows + PanelMax).Clear();
        IsOpen = true;
    }

    /// <summary>Whether a pair may enter a list or connects two components.</summary>
    public bool Wants(int left, int right, float similarity) =>
        similarity >= LeftFloors[left] || similarity >= RightFloors[right] || LeftLabels[left] != RightLabels[right];

    /// <summary>Counts a pair that is not wanted.</summary>
    public void Count(int left, int right)
    {
        LeftCounts[left]++;
        RightCounts[right]++;
    }

    /// <summary>Hands the collector what was counted.</summary>
    public void Tell(TileRange left, TileRange right)
    {
        var rightCounts = new int[right.Rows];
        for (int place = 0; place < left.Rows; place++) _asRows[_leftOrder[place]] = LeftCounts[place];
        for (int place = 0; place < right.Rows; place++) rightCounts[_rightOrder[place]] = RightCounts[place];
        collector.Count(_asRows, rightCounts, left, right);
    }

    private T* Part<T>(T[] all, int index) where T : unmanaged =>
        (T*)Unsafe.AsPointer(ref all[index * (rowsMax + PanelMax)]);

    // Of equally similar rows a list takes the lower ones: where all rows of the other side are higher than the last
    // one listed, they must be more similar.
    private void Place(int rows, int* order, float* floors, int* labels, int otherFirst)
    {
        for (int place = 0; place < rows; place++)
        {
            ulong key = _keys[order[place]];
            float similarity = Neighbor.Similarity(key);
            bool isBehind = key != 0 && otherFirst >= Neighbor.Row(key);
            float floor = isBehind ? MathF.BitIncrement(similarity) : similarity;

            // The key that nothing exceeds is no number.
            floors[place] = float.IsNaN(floor) ? float.PositiveInfinity : floor;
            labels[place] = _asRows[order[place]];
        }
    }
}
