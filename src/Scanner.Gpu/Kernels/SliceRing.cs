namespace Scanner.Gpu.Kernels;

/// <summary>
/// Writes the PTX that brings slices of rows into shared memory by <c>cp.async</c>, several ahead of their use.
/// </summary>
/// <remarks>
/// Rows lie on the device in slices of 128 bytes, [slices × rows × 128], so that a tile's slice is one run of bytes. In
/// shared memory the 16-byte piece c of row r stands at c XOR (r mod 8): the eight rows that one <c>ldmatrix</c> reads
/// lie in different banks, and <c>wgmma</c> calls it the 128-byte swizzle. A group walks along a strip of tiles with
/// the same left rows; the ring runs on from tile to tile and is filled once a strip.
/// </remarks>
/// <param name="rightRows">Rows on the right side of a group's tile, and threads of the group.</param>
/// <param name="stages">Slices that the ring holds, at least 2.</param>
/// <param name="ahead">Slices fetched ahead of the one in use, below <paramref name="stages"/>.</param>
/// <param name="residentSlices">
/// Most slices of a left tile that stay in shared memory for the whole strip; 0 where the ring brings them anew for
/// every tile.
/// </param>
internal sealed class SliceRing(int rightRows, int stages, int ahead, int residentSlices)
{
    /// <summary>Bytes of a left tile's slice.</summary>
    public const int LeftBytes = TensorTile.LeftRows * TensorTile.SliceBytes;

    private readonly int _rightBytes = rightRows * TensorTile.SliceBytes;

    private readonly int _stageBytes = rightRows * TensorTile.SliceBytes + (residentSlices > 0 ? 0 : LeftBytes);

    // Rows that the group's threads fetch at a time, 16 bytes each.
    private readonly int _rowsAtOnce = rightRows * 16 / TensorTile.SliceBytes;

    /// <summary>Fetches that a thread makes for a slice.</summary>
    public int Fetches => LeftFetches + rightRows / _rowsAtOnce;

    private int LeftFetches => TensorTile.LeftRows / _rowsAtOnce;

    private bool IsResident => residentSlices > 0;

    /// <summary>Bytes of dynamic shared memory: patches, slices, and room to align them.</summary>
    public int SharedBytes => PtxText.PatchBytes(rightRows) + TensorTile.Alignment - 1
        + residentSlices * LeftBytes + stages * _stageBytes;

    /// <summary>Declares the ring's registers; arguments as of <see cref="ITileProgram.Begin"/>.</summary>
    public void Declare(PtxText text)
    {
        text.Lines("""
            .reg .b32 store, sa, sb, slices, total, fetched, fetchslice, fetchstage, readslice, readstage, acur, bcur;
            .reg .b64 ga, gb, ga0, gb0, gfirst, astep, bstep;
            .reg .pred pfetch, pleft, pwrap;
            mov.b64 astep, $2;
            mov.b64 bstep, $3;
            mov.b32 slices, $4;
            mov.b32 total, $5;
            """);
        text.Line($"add.u32 ring, held, {residentSlices * LeftBytes};");

        // Thread t fetches the piece t mod 8 of row t / 8, and of the rows that stand a multiple of 8 further on.
        text.Lines("""
            shr.u32 t0, tid, 3;
            and.b32 t1, tid, 7;
            and.b32 t2, t0, 7;
            xor.b32 t2, t1, t2;
            shl.b32 t2, t2, 4;
            shl.b32 store, t0, 7;
            add.u32 store, store, t2;
            mul.wide.u32 gfirst, tid, 16;
            add.u64 ga0, $0, gfirst;
            add.u64 gb0, $1, gfirst;
            mov.b64 ga, ga0;
            mov.b64 gb, gb0;
            mov.b32 fetched, 0;
            mov.b32 fetchslice, 0;
            mov.b32 fetchstage, 0;
            mov.b32 readslice, 0;
            mov.b32 readstage, 0;
            """);
    }

    /// <summary>Fetches the first slices.</summary>
    public void Fill(PtxText text)
    {
        for (int slice = 0; slice < ahead; slice++)
        {
            BeginFetch(text);
            Fetch(text, 0, Fetches);
            EndFetch(text);
        }
    }

    /// <summary>Sets sa and sb to where the next slice goes.</summary>
    public void BeginFetch(PtxText text)
    {
        text.Line("setp.lt.u32 pfetch, fetched, total;");
        text.Line("add.u32 sb, ring, fetchstage;");
        text.Line("add.u32 sb, sb, store;");
        if (IsResident)
        {
            text.Line("setp.lt.u32 pleft, fetched, slices;");
            text.Line($"mad.lo.u32 sa, fetchslice, {LeftBytes}, held;");
            text.Line("add.u32 sa, sa, store;");
        }
        else
        {
            text.Line($"add.u32 sa, sb, {_rightBytes};");
        }
    }

    /// <summary>Makes some of a slice's fetches.</summary>
    public void Fetch(PtxText text, int from, int to)
    {
        int bytes = _rowsAtOnce * TensorTile.SliceBytes;
        var left = IsResident ? "pleft" : "pfetch";
        for (int i = from; i < to; i++)
        {
            int j = i - LeftFetches;
            text.Line(j < 0
                ? $"@{left} cp.async.cg.shared.global [sa+{i * bytes}], [ga+{i * bytes}], 16;"
                : $"@pfetch cp.async.cg.shared.global [sb+{j * bytes}], [gb+{j * bytes}], 16;");
        }
    }

    /// <summary>
    /// Closes the slice and moves on: to the next slice, and behind a tile's last one to the next tile, whose rows
    /// follow.
    /// </summary>
    public void EndFetch(PtxText text)
    {
        text.Lines("""
            cp.async.commit_group;
            add.u32 fetched, fetched, 1;
            add.u32 fetchslice, fetchslice, 1;
            add.u64 ga, ga, astep;
            add.u64 gb, gb, bstep;
            setp.eq.u32 pwrap, fetchslice, slices;
            @pwrap mov.b32 fetchslice, 0;
            @pwrap mov.b64 ga, ga0;
            """);
        text.Line($"@pwrap add.u64 gb0, gb0, {_rightBytes};");
        text.Line("@pwrap mov.b64 gb, gb0;");
        NextStage(text, "fetchstage");
    }

    /// <summary>Sets acur and bcur to the slice in use.</summary>
    public void PlaceRead(PtxText text)
    {
        text.Line("add.u32 bcur, ring, readstage;");
        text.Line(IsResident
            ? $"mad.lo.u32 acur, readslice, {LeftBytes}, held;"
            : $"add.u32 acur, bcur, {_rightBytes};");
    }

    /// <summary>Moves on to the next slice in use.</summary>
    public void NextRead(PtxText text)
    {
        NextStage(text, "readstage");
        if (!IsResident) return;

        text.Line("add.u32 readslice, readslice, 1;");
        text.Line("setp.eq.u32 pwrap, readslice, slices;");
        text.Line("selp.b32 readslice, 0, readslice, pwrap;");
    }

    private void NextStage(PtxText text, string stage)
    {
        text.Line($"add.u32 {stage}, {stage}, {_stageBytes};");
        text.Line($"setp.eq.u32 pwrap, {stage}, {stages * _stageBytes};");
        text.Line($"selp.b32 {stage}, 0, {stage}, pwrap;");
    }
}
