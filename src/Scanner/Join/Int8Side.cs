namespace Scanner.Join;

/// <summary>The parts of a packed tile of <see cref="Int8Backend{TDot}"/>; valid while the tile is reachable.</summary>
internal readonly unsafe struct Int8Side
{
    private readonly byte* _memory;
    private readonly int _rowFloats;
    private readonly Int8Scale* _scale;

    /// <param name="tile">A tile; described, and packed or about to be.</param>
    /// <param name="panel">See <see cref="IInt8Dot.Panel"/>.</param>
    /// <param name="prefixDim">Length of a row's prefix; 0 without prefixes.</param>
    public Int8Side(PackedTile tile, int panel, int prefixDim)
    {
        var layout = Int8Tile.Of(tile.Rows, panel, tile.Dim, prefixDim);
        _memory = (byte*)tile.Floats;
        _rowFloats = layout.RowFloats;
        Tile = tile;
        Layout = layout;
        Rows = new Int8Image(_memory + layout.RowsPlace, layout.Rows, tile.Dim, panel);
        Prefixes = new Int8Image(
            _memory + layout.PrefixPlace, layout.Rows, Int8Scale.Filled(prefixDim), panel);
        Errors = (float*)(_memory + layout.ErrorPlace);
        _scale = (Int8Scale*)(_memory + layout.ScalePlace);
        Order = (int*)(_memory + layout.OrderPlace);
        Axis = new Int8Axis(_memory + layout.AxisPlace, layout.Rows, tile.Dim, panel);
    }

    /// <summary>The tile.</summary>
    public PackedTile Tile { get; }

    /// <summary>Where the parts lie.</summary>
    public Int8Tile Layout { get; }

    /// <summary>The rows as int8.</summary>
    public Int8Image Rows { get; }

    /// <summary>The rows' prefixes as int8.</summary>
    public Int8Image Prefixes { get; }

    /// <summary>See <see cref="Int8Tile.ErrorPlace"/>.</summary>
    public float* Errors { get; }

    /// <summary>What all prefixes have in common.</summary>
    public ref Int8Scale Scale => ref *_scale;

    /// <summary>See <see cref="Int8Tile.OrderPlace"/>.</summary>
    public int* Order { get; }

    /// <summary>The rows along the direction of their family.</summary>
    public Int8Axis Axis { get; }

    /// <summary>The float32 of a row.</summary>
    public float* FloatsOf(int row) => (float*)_memory + (long)row * _rowFloats;
}
