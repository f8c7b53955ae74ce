using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>A list of keys in a <see cref="KeyArena"/>.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Room">Keys that there is room for.</param>
/// <param name="Count">Keys that it holds.</param>
internal readonly record struct KeyList(long Place, int Room, int Count);

/// <summary>
/// Millions of short lists of keys in a few large arrays: as arrays of their own, the collector of garbage would walk
/// over them again and again, for longer than a GPU needs to find them. Threads may grow different lists at a time.
/// </summary>
internal sealed class KeyArena
{
    // 1 Mi keys are 8 MiB. Longer lists than half of it get arrays of their own, at negative places.
    private const int ChunkLog2 = 20, ChunkKeys = 1 << ChunkLog2, ListKeysMax = ChunkKeys / 2;

    // Few rows have more than four neighbours. Fourfold, so that what is left behind is a third at most.
    private const int RoomFirst = 4, RoomFactor = 4;

    // Keys of a list that are worth asking for.
    private const int PrefetchedMax = 256;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, ulong[]> _long = new();
    private ulong[]?[] _chunks = new ulong[]?[16];
    private long _next;
    private long _nextLong;

    /// <summary>The room of a list.</summary>
    public Span<ulong> Span(KeyList list)
    {
        if (list.Room == 0) return [];
        if (list.Place < 0) return _long[list.Place].AsSpan(0, list.Room);

        var chunk = Volatile.Read(ref _chunks)[list.Place >> ChunkLog2];
        return chunk.AsSpan((int)(list.Place & (ChunkKeys - 1)), list.Room);
    }

    /// <summary>Asks the memory for a list, without waiting; another thread may move it meanwhile.</summary>
    public unsafe void Prefetch(KeyList list)
    {
        // A long list has a negative place, whose chunk is none.
        var chunks = Volatile.Read(ref _chunks);
        long chunk = list.Place >> ChunkLog2;
        if ((ulong)chunk >= (ulong)chunks.Length || chunks[chunk] is not { } keys) return;

        ref ulong first = ref keys[list.Place & (ChunkKeys - 1)];
        CacheLines.Prefetch(Unsafe.AsPointer(ref first), Math.Min(list.Room, PrefetchedMax) * sizeof(ulong));
    }

    /// <summary>Makes more room for a list; its keys move along.</summary>
    /// <param name="list">A list that is full.</param>
    /// <param name="roomMax">The most room that it will ever need.</param>
    public KeyList Grow(KeyList list, int roomMax)
    {
        long wanted = Math.Max(RoomFirst, (long)list.Room * RoomFactor);
        int room = (int)Math.Min(Math.Min(wanted, roomMax), Array.MaxLength);
        var grown = list with { Place = room > ListKeysMax ? TakeLong(room) : Take(room), Room = room };
        Span(list)[..list.Count].CopyTo(Span(grown));
        if (list.Place < 0) _long.TryRemove(list.Place, out _);
        return grown;
    }

    private long TakeLong(int room)
    {
        long place = Interlocked.Decrement(ref _nextLong);
        _long[place] = GC.AllocateUninitializedArray<ulong>(room);
        return place;
    }

    private long Take(int room)
    {
        while (true)
        {
            long place = Interlocked.Add(ref _next, room) - room;
            long chunk = place >> ChunkLog2;

            // A list that would cross a border begins behind it.
            if ((place + room - 1) >> ChunkLog2 != chunk) continue;

            Reach(chunk);
            return place;
        }
    }

    private void Reach(long chunk)
    {
        var chunks = Volatile.Read(ref _chunks);
        if (chunk < chunks.Length && Volatile.Read(ref chunks[chunk]) is not null) return;

        lock (_gate)
        {
            chunks = _chunks;
            if (chunk >= chunks.Length) Array.Resize(ref chunks, (int)Math.Max(chunk + 1, 2L * chunks.Length));
            chunks[chunk] ??= GC.AllocateUninitializedArray<ulong>(ChunkKeys);
            Volatile.Write(ref _chunks, chunks);
        }
    }
}
