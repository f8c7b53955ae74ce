namespace Scanner.Join;

/// <summary>
/// Rows in the layout of the backend that packed them: memory aligned to a cache line, reused from band to band.
/// </summary>
public sealed unsafe class PackedTile
{
    // A cache line, and the width of the widest vector.
    private const int Alignment = 64;

    // Pinned arrays need no finalizer and cannot leak; the first aligned byte lies at most Alignment - 1 in.
    private readonly byte[] _storage;
    private readonly byte* _memory;
    private readonly Lock _gate = new();
    private volatile bool _isComplete;

    /// <summary>Memory for a tile.</summary>
    /// <param name="bytes">How much the backend asks for; contents are undefined until it packs.</param>
    public PackedTile(long bytes)
    {
        _storage = GC.AllocateUninitializedArray<byte>(checked((int)bytes + Alignment), pinned: true);
        var start = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _storage[0]);
        _memory = (byte*)((start + Alignment - 1) & ~(nuint)(Alignment - 1));
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
    internal float* Floats => (float*)_memory;

    /// <summary>The next place at which a part may begin: parts begin at cache lines.</summary>
    internal static long Aligned(long place) => (place + Alignment - 1) / Alignment * Alignment;

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
