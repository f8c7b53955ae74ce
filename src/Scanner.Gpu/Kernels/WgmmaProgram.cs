using Scanner.Join.Devices;

namespace Scanner.Gpu.Kernels;

/// <summary>
/// A tile by <c>wgmma.mma_async.m64n256</c>, compute capability 9.0: each of two warpgroups has 64 × 256 similarities
/// and reads both sides from shared memory, with no register between (PTX ISA 8.x, "wgmma").
/// </summary>
internal sealed class WgmmaProgram : ITileProgram
{
    private const int Columns = 256;

    private readonly TensorElement _element;
    private readonly int _stages;
    private readonly int _residentSlices;
    private readonly SliceRing _ring;

    /// <param name="element">What it multiplies.</param>
    /// <param name="stages">Slices that the ring holds, at least 3: one is read while another is waited for.</param>
    /// <param name="residentSlices">See <see cref="SliceRing"/>.</param>
    public WgmmaProgram(TensorElement element, int stages, int residentSlices)
    {
        _element = element;
        _stages = stages;
        _residentSlices = residentSlices;
        _ring = new SliceRing(Columns, stages, Ahead, residentSlices);
    }

    /// <inheritdoc/>
    public string Name => _element == TensorElement.Int8 ? DeviceKernels.Int8Wgmma : DeviceKernels.Wgmma;

    /// <inheritdoc/>
    public TensorElement Element => _element;

    /// <inheritdoc/>
    public string Identity => $"{Name} 128 × {Columns}, {_stages} stages, {_residentSlices} resident";

    /// <inheritdoc/>
    public string Target => "sm_90a";

    /// <inheritdoc/>
    public int RightRows => Columns;

    /// <inheritdoc/>
    public bool IsWide => true;

    /// <inheritdoc/>
    public int SharedBytes => _ring.SharedBytes;

    // One stage is read by what is still under way, one by what is issued; the others are fetched.
    private int Ahead => _stages - 2;

    /// <inheritdoc/>
    public string Begin()
    {
        var text = new PtxText();
        text.Declare(Columns, _element);
        _ring.Declare(text);
        text.Lines("""
            .reg .b32 arows, slice;
            .reg .b64 adesc, bdesc, desc;
            .reg .pred padd, pmore;
            """);
        text.Line("shr.u32 arows, warp, 2;");
        text.Line($"mul.lo.u32 arows, arows, {64 * TensorTile.SliceBytes};");

        // What all descriptors share: the 128-byte swizzle (bits 62 and 63), and 1,024 bytes from eight rows to the
        // next eight (bits 32 to 45, in units of 16 bytes, as the address in bits 0 to 13).
        text.Line($"mov.b64 desc, 0x{(1UL << 62) | (64UL << 32) | (1UL << 16):X16};");
        _ring.Fill(text);
        return text.ToString();
    }

    /// <inheritdoc/>
    public string Multiply()
    {
        var text = new PtxText();
        text.Line("mov.b32 slice, 0;");
        text.Line("SCAN_SLICE:");

        // This thread's fetches of the slice are there and seen by the tensor cores; behind the barrier all threads'.
        text.Line($"cp.async.wait_group {Ahead - 1};");
        text.Line("fence.proxy.async.shared::cta;");
        text.Line("bar.sync 0;");
        _ring.PlaceRead(text);
        text.Line("add.u32 acur, acur, arows;");
        Describe(text, "adesc", "acur");
        Describe(text, "bdesc", "bcur");
        text.Line("wgmma.fence.sync.aligned;");
        for (int step = 0; step < TensorTile.SliceBytes / TensorTile.StepBytes; step++) Step(text, step);
        text.Line("wgmma.commit_group.sync.aligned;");
        _ring.NextRead(text);

        // The slice before the last has been read by all: its stage takes the next.
        _ring.BeginFetch(text);
        _ring.Fetch(text, 0, _ring.Fetches);
        _ring.EndFetch(text);
        text.Line("wgmma.wait_group.sync.aligned 1;");
        text.Line("add.u32 slice, slice, 1;");
        text.Line("setp.lt.u32 pmore, slice, slices;");
        text.Line("@pmore bra SCAN_SLICE;");
        text.Line("wgmma.wait_group.sync.aligned 0;");
        text.Vote(_element);
        return text.ToString();
    }

    private static void Describe(PtxText text, string descriptor, string address)
    {
        text.Line($"shr.u32 t0, {address}, 4;");
        text.Line("and.b32 t0, t0, 0x3FFF;");
        text.Line($"cvt.u64.u32 {descriptor}, t0;");
        text.Line($"or.b64 {descriptor}, {descriptor}, desc;");
    }

    // A step's 32 bytes are two units of a descriptor's address. The tile's first step overwrites the sums.
    private void Step(PtxText text, int step)
    {
        if (step == 0)
        {
            text.Line("setp.ne.u32 padd, slice, 0;");
        }
        else
        {
            if (step == 1) text.Line("setp.eq.u32 padd, slice, slice;");
            text.Line("add.u64 adesc, adesc, 2;");
            text.Line("add.u64 bdesc, bdesc, 2;");
        }

        var sums = string.Join(", ", Enumerable.Range(0, 128).Select(i => $"acc{i}"));
        text.Line($"{_element.Wgmma} {{{sums}}}, adesc, bdesc, padd{_element.WgmmaSigns};");
    }
}
