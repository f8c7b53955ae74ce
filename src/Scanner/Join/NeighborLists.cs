using System.Buffers;
using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// The best neighbours of every row, at most <c>cap</c> of them. A full list is a heap with its worst on top; lists
/// grow as they fill, so rows without neighbours cost a few bytes. The outcome does not depend on the order of
/// insertions.
/// </summary>
internal sealed class NeighborLists
{
    // Rows that share a lock, held for what enters their lists and not for what is merely looked at. A tile of the
    // processor lies in one or two such groups, so that one lock serves most of its pairs.
    private const int GateRows = 512;

    // A GPU's tiles lie in many groups.
    private const int InsertedAtOnce = 1024;

    private readonly int _cap;
    private readonly KeyArena _arena = new();
    private readonly KeyList[] _lists;

    // What a row's next neighbour must beat; 0 until its list is full. Only ever rises: a stale value lets more
    // through.
    private readonly ulong[] _worst;

    private readonly Lock[] _gates;

    /// <param name="rows">Rows that have a list.</param>
    /// <param name="cap">Neighbours a list holds at most; <see cref="int.MaxValue"/> for all.</param>
    public NeighborLists(int rows, int cap)
    {
        _cap = cap;
        _gates = new Lock[rows / GateRows + 1];
        for (int i = 0; i < _gates.Length; i++) _gates[i] = new Lock();
        _lists = new KeyList[rows];
        _worst = new ulong[rows];
    }

    /// <summary>Rows.</summary>
    public int Rows => _lists.Length;

    /// <summary>Offers every left row of a tile its right rows. Any number of threads at a time.</summary>
    /// <param name="hits">The tile's pairs.</param>
    /// <param name="leftFirst">Row of the tile's first left row.</param>
    /// <param name="rightFirst">Row of the tile's first right row.</param>
    public void OfferRightToLeft(ReadOnlySpan<TileHit> hits, int leftFirst, int rightFirst)
    {
        var wanted = ArrayPool<(int Row, ulong Key)>.Shared.Rent(hits.Length);
        int count = 0;
        foreach (var hit in hits)
            Take(leftFirst + hit.Left, Neighbor.Key(rightFirst + hit.Right, hit.Similarity), wanted, ref count);

        InsertAll(wanted.AsSpan(0, count));
        ArrayPool<(int Row, ulong Key)>.Shared.Return(wanted);
    }

    /// <summary>Offers every right row of a tile its left rows. Any number of threads at a time.</summary>
    public void OfferLeftToRight(ReadOnlySpan<TileHit> hits, int leftFirst, int rightFirst)
    {
        var wanted = ArrayPool<(int Row, ulong Key)>.Shared.Rent(hits.Length);
        int count = 0;
        foreach (var hit in hits)
            Take(rightFirst + hit.Right, Neighbor.Key(leftFirst + hit.Left, hit.Similarity), wanted, ref count);

        InsertAll(wanted.AsSpan(0, count));
        ArrayPool<(int Row, ulong Key)>.Shared.Return(wanted);
    }

    /// <summary>The keys that a neighbour must exceed to be listed, of consecutive rows.</summary>
    public void ReadFloors(int firstRow, Span<ulong> floors) =>
        _worst.AsSpan(firstRow, floors.Length).CopyTo(floors);

    /// <summary>A row's neighbours as <see cref="Neighbor"/> keys, in no order.</summary>
    public ReadOnlySpan<ulong> Of(int row) => _arena.Span(_lists[row])[.._lists[row].Count];

    /// <summary>Writes all lists.</summary>
    public void Write(BinaryWriter file)
    {
        for (int row = 0; row < Rows; row++) file.Write(_lists[row].Count);
        for (int row = 0; row < Rows; row++) JoinCheckpoint.Write(file, Of(row));
    }

    /// <summary>Reads lists in place of what it holds.</summary>
    public void Read(BinaryReader file)
    {
        var counts = new int[Rows];
        JoinCheckpoint.Read<int>(file, counts);
        for (int row = 0; row < Rows; row++)
        {
            if (counts[row] == 0) continue;

            while (_lists[row].Room < counts[row]) _lists[row] = _arena.Grow(_lists[row], _cap);
            _lists[row] = _lists[row] with { Count = counts[row] };
            var keys = _arena.Span(_lists[row])[..counts[row]];
            JoinCheckpoint.Read(file, keys);
            if (counts[row] == _cap) _worst[row] = keys[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Wants(int row, ulong key) => key > Volatile.Read(ref _worst[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int row, ulong key, (int Row, ulong Key)[] wanted, ref int count)
    {
        if (!Wants(row, key)) return;

        wanted[count++] = (row, key);
        _arena.Prefetch(_lists[row]);
    }

    // Rows of two groups alternate in a tile, so that a group's are inserted at a time; what is left stays in front.
    private void InsertAll(Span<(int Row, ulong Key)> wanted)
    {
        while (!wanted.IsEmpty)
        {
            var rest = wanted[..Math.Min(wanted.Length, InsertedAtOnce)];
            wanted = wanted[rest.Length..];
            while (!rest.IsEmpty)
            {
                int gate = rest[0].Row / GateRows, left = 0;
                lock (_gates[gate])
                {
                    foreach (var (row, key) in rest)
                    {
                        if (row / GateRows == gate) Insert(row, key);
                        else rest[left++] = (row, key);
                    }
                }

                rest = rest[..left];
            }
        }
    }

    private void Insert(int row, ulong key)
    {
        if (!Wants(row, key)) return;

        ref var list = ref _lists[row];
        if (list.Count == _cap)
        {
            ReplaceWorst(_arena.Span(list), key);
        }
        else
        {
            if (list.Count == list.Room) list = _arena.Grow(list, _cap);
            var keys = _arena.Span(list);
            keys[list.Count] = key;
            list = list with { Count = list.Count + 1 };
            if (list.Count < _cap) return;

            // A sorted array is a heap.
            keys.Sort();
        }

        Volatile.Write(ref _worst[row], _arena.Span(list)[0]);
    }

    private static void ReplaceWorst(Span<ulong> heap, ulong key)
    {
        int hole = 0;
        while (true)
        {
            int child = 2 * hole + 1;
            if (child >= heap.Length) break;
            if (child + 1 < heap.Length) child += heap[child + 1] < heap[child] ? 1 : 0;
            ulong least = heap[child];
            if (least >= key) break;
            heap[hole] = least;
            hole = child;
        }

        heap[hole] = key;
    }
}
