namespace Scanner.Join;

/// <summary>The parts of a packed tile of <see cref="Int8Backend"/>; valid while the tile is reachable.</summary>
internal readonly unsafe struct Int8Side
{
    private readonly byte* _memory;

    public Int8Side(PackedTile tile)
    {
        Layout = Int8Tile.Of(tile.Rows, tile.Dim);
        _memory = (byte*)tile.Floats;
        Steps = (float*)(_memory + Layout.StepsPlace);
        Errors = (float*)(_memory + Layout.ErrorPlace);
        ErrorSteps = (float*)(_memory + Layout.ErrorStepsPlace);
        Correction = (int*)(_memory + Layout.CorrectionPlace);
        Order = (int*)(_memory + Layout.OrderPlace);
    }

    /// <summary>Where the parts lie.</summary>
    public Int8Tile Layout { get; }

    /// <summary>See <see cref="Int8Tile.StepsPlace"/>.</summary>
    public float* Steps { get; }

    /// <summary>See <see cref="Int8Tile.ErrorPlace"/>.</summary>
    public float* Errors { get; }

    /// <summary>See <see cref="Int8Tile.ErrorStepsPlace"/>.</summary>
    public float* ErrorSteps { get; }

    /// <summary>See <see cref="Int8Tile.CorrectionPlace"/>.</summary>
    public int* Correction { get; }

    /// <summary>See <see cref="Int8Tile.OrderPlace"/>.</summary>
    public int* Order { get; }

    /// <summary>The float32 of a row.</summary>
    public float* FloatsOf(int row) => (float*)_memory + (long)row * Layout.RowFloats;

    /// <summary>The uint8 of a row, as a left side.</summary>
    public byte* LeftOf(int row) => _memory + Layout.LeftPlace + (long)row * Layout.RowBytes;

    /// <summary>The int8 of the panel that begins at a row, as a right side.</summary>
    public sbyte* PanelOf(int row) => (sbyte*)(_memory + Layout.RightPlace + (long)row * Layout.RowBytes);
}
