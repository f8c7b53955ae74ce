using System.Runtime.CompilerServices;
using Scanner.Join.Machine;

namespace Scanner.Join;

/// <summary>
/// Rows in the layout of the backend that packed them: memory aligned to a cache line, reused from band to band.
/// </summary>
public sealed unsafe class PackedTile
{
    // A cache line, and the width of the widest vector.
    private const int Alignment = 64;

    // Tiles of a band share arrays, which large pages fill but for their ends.
    private const int StorageBytes = 128 << 20;

    // Pinned arrays need no finalizer and cannot leak; the first aligned byte lies at most Alignment - 1 in.
    private readonly byte[] _storage;
    private readonly long _place;
    private readonly Lock _gate = new();
    private volatile bool _isComplete;

    /// <summary>Memory for a tile.</summary>
    /// <param name="bytes">How much the backend asks for; contents are undefined until it packs.</param>
    public PackedTile(long bytes) : this(Storage(bytes), 0)
    {
    }

    private PackedTile(byte[] storage, long place)
    {
        var start = (nuint)Unsafe.AsPointer(ref storage[0]);
        (_storage, _place) = (storage, place + (long)(Alignment - start % Alignment) % Alignment);
    }

    /// <summary>Memory for many tiles of a size.</summary>
    /// <param name="count">How many.</param>
    /// <param name="bytes">As for one.</param>
    public static PackedTile[] Many(int count, long bytes)
    {
        long each = Aligned(bytes);
        int together = (int)Math.Max(1, StorageBytes / Math.Max(1, each));
        var tiles = new PackedTile[count];
        for (int i = 0; i < count; i += together)
        {
            int some = Math.Min(together, count - i);
            byte[] storage = Storage(some * each);
            for (int k = 0; k < some; k++) tiles[i + k] = new PackedTile(storage, k * each);
        }

        return tiles;
    }

    /// <summary>Rows packed; at most as many as the memory was made for.</summary>
    public int Rows { get; private set; }

    /// <summary>Length of a row.</summary>
    public int Dim { get; private set; }

    /// <summary>Index in the matrix of the tile's first row.</summary>
    public int FirstRow { get; private set; }

    /// <summary>The rows that it holds.</summary>
    public TileRange Range => new(FirstRow, Rows);

    /// <summary>First float of the memory, aligned to 64 bytes; valid while this object is reachable.</summary>
    internal float* Floats => (float*)Unsafe.AsPointer(ref _storage[_place]);

    /// <summary>The next place at which a part may begin: parts begin at cache lines.</summary>
    internal static long Aligned(long place) => (place + Alignment - 1) / Alignment * Alignment;

    private static byte[] Storage(long bytes) => LargePages.Allocate(checked((int)bytes + Alignment));

    /// <summary>Says what the memory is about to hold.</summary>
    public void Describe(int firstRow, int rows, int dim)
    {
        (FirstRow, Rows, Dim) = (firstRow, rows, dim);
        _isComplete = false;
    }

    /// <summary>Packs what few tiles need, the first time that somebody needs it; from any number of threads.</summary>
    /// <param name="pack">Packs it.</param>
    internal void Complete(Action<PackedTile> pack)
    {
        if (_isComplete) return;

        lock (_gate)
        {
            if (!_isComplete) pack(this);
            _isComplete = true;
        }
    }
}
