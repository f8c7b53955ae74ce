using System.Runtime.InteropServices;

namespace Scanner.Join.Hnsw;

/// <summary>
/// Numbers one behind the other, outside the reach of the garbage collector: in memory of its own, or in a mapped file
/// until it has to grow.
/// </summary>
internal sealed unsafe class Column<T> : IDisposable
    where T : unmanaged
{
    // A cache line, so that a row of 64 bytes lies in one.
    private const nuint Alignment = 64;

    // A span has at most 2^31 - 1 numbers, a column more.
    private const int SpanMax = 1 << 30;

    private long _room;
    private bool _isMapped;

    /// <summary>The numbers.</summary>
    public T* Data { get; private set; }

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes => Count * sizeof(T);

    /// <summary>Reads from a file that the caller has mapped and keeps so.</summary>
    public void Map(byte* start, long count)
    {
        Dispose();
        Data = (T*)start;
        (Count, _room, _isMapped) = (count, count, true);
    }

    /// <summary>Makes the column longer; from now on it lies in memory of its own.</summary>
    /// <param name="count">Numbers that it is to hold, at least as many as it does.</param>
    /// <param name="fill">The value of those that are new.</param>
    public void Grow(long count, T fill)
    {
        if (count > _room || _isMapped) Move(Math.Max(count, Count + Count / 2));
        while (Count < count)
        {
            int part = (int)Math.Min(count - Count, SpanMax);
            new Span<T>(Data + Count, part).Fill(fill);
            Count += part;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isMapped) NativeMemory.AlignedFree(Data);
        Data = null;
        (Count, _room, _isMapped) = (0, 0, false);
    }

    private void Move(long room)
    {
        var moved = (T*)NativeMemory.AlignedAlloc(checked((nuint)room * (nuint)sizeof(T)), Alignment);
        Buffer.MemoryCopy(Data, moved, room * sizeof(T), Bytes);
        if (!_isMapped) NativeMemory.AlignedFree(Data);
        Data = moved;
        (_room, _isMapped) = (room, false);
    }
}
