using Scanner.Join.Devices;

namespace Scanner.Gpu.Kernels;

/// <summary>
/// A tile by <c>mma.sync</c>, from compute capability 8.0 on: each warp has 64 × 64 similarities, fragments read by
/// <c>ldmatrix</c> one step ahead (PTX ISA 8.x, "mma.sync", "ldmatrix", "cp.async"). A lane's fragments are the same
/// bytes of rows for m16n8k16 of float16 and m16n8k32 of int8.
/// </summary>
/// <param name="element">What it multiplies.</param>
/// <param name="rightRows">128 or 256.</param>
/// <param name="stages">Slices that the ring holds, at least 2.</param>
/// <param name="residentSlices">See <see cref="SliceRing"/>.</param>
internal sealed class MmaProgram(TensorElement element, int rightRows, int stages, int residentSlices) : ITileProgram
{
    private const int FragmentRows = 16, RowFragments = 64 / FragmentRows, ColumnFragments = 64 / 8;

    private readonly int _waitGroups = stages - 2;
    private readonly SliceRing _ring = new(rightRows, stages, stages - 1, residentSlices);

    /// <inheritdoc/>
    public string Name => element == TensorElement.Int8 ? DeviceKernels.Int8Mma : DeviceKernels.Mma;

    /// <inheritdoc/>
    public TensorElement Element => element;

    /// <inheritdoc/>
    public string Identity => $"{Name} 128 × {rightRows}, {stages} stages, {residentSlices} resident";

    /// <inheritdoc/>
    public string Target => "sm_80";

    /// <inheritdoc/>
    public int RightRows => rightRows;

    /// <inheritdoc/>
    public bool IsWide => false;

    /// <inheritdoc/>
    public int SharedBytes => _ring.SharedBytes;

    /// <inheritdoc/>
    public string Begin()
    {
        var text = new PtxText();
        text.Declare(rightRows, element);
        _ring.Declare(text);
        text.Line($".reg .{element.Sum} zero;");
        text.Line("mov.b32 zero, 0;");
        text.Lines("""
            .reg .b32 fa<32>, fb<32>, aoff, boff, ax, bx, slice;
            .reg .pred pmore;
            """);

        // Where ldmatrix finds a lane's row: lanes 0 to 15 give the rows of the left pieces, 16 to 31 of the right ones
        // for A; for B, whose fragments are half as large, two fragments are read at a time.
        text.Lines("""
            and.b32 t0, warp, 1;
            shl.b32 t0, t0, 6;
            and.b32 t1, lane, 15;
            add.u32 t0, t0, t1;
            shl.b32 aoff, t0, 7;
            shr.u32 t1, lane, 4;
            and.b32 t2, lane, 7;
            xor.b32 t1, t1, t2;
            shl.b32 t1, t1, 4;
            add.u32 aoff, aoff, t1;
            shr.u32 t0, warp, 1;
            shl.b32 t0, t0, 6;
            add.u32 t0, t0, t2;
            shr.u32 t1, lane, 4;
            shl.b32 t1, t1, 3;
            add.u32 t0, t0, t1;
            shl.b32 boff, t0, 7;
            shr.u32 t1, lane, 3;
            and.b32 t1, t1, 1;
            xor.b32 t1, t1, t2;
            shl.b32 t1, t1, 4;
            add.u32 boff, boff, t1;
            """);
        _ring.Fill(text);
        text.Line($"cp.async.wait_group {_waitGroups};");
        text.Line("bar.sync 0;");
        Place(text);
        Load(text, step: 0, buffer: 0);
        return text.ToString();
    }

    /// <inheritdoc/>
    public string Multiply()
    {
        var text = new PtxText();
        Slice(text, isFirst: true);
        text.Line("mov.b32 slice, 1;");
        text.Line("SCAN_SLICE:");
        text.Line("setp.ge.u32 pmore, slice, slices;");
        text.Line("@pmore bra SCAN_TILE;");
        Slice(text, isFirst: false);
        text.Line("add.u32 slice, slice, 1;");
        text.Line("bra SCAN_SLICE;");
        text.Line("SCAN_TILE:");
        text.Vote(element);
        return text.ToString();
    }

    // Four steps of 32 bytes; fragments of the next step are read while this one is multiplied.
    private void Slice(PtxText text, bool isFirst)
    {
        Load(text, step: 1, buffer: 1);
        _ring.BeginFetch(text);
        _ring.Fetch(text, 0, _ring.Fetches / 2);
        Multiply(text, buffer: 0, isFirst);
        Load(text, step: 2, buffer: 0);
        _ring.Fetch(text, _ring.Fetches / 2, _ring.Fetches);
        _ring.EndFetch(text);
        Multiply(text, buffer: 1, isFirst: false);
        Load(text, step: 3, buffer: 1);
        Multiply(text, buffer: 0, isFirst: false);

        // Behind the barrier the next slice is there for all, and nobody reads the one before this any more.
        text.Line($"cp.async.wait_group {_waitGroups};");
        text.Line("bar.sync 0;");
        _ring.NextRead(text);
        Place(text);
        Load(text, step: 0, buffer: 0);
        Multiply(text, buffer: 1, isFirst: false);
    }

    private void Place(PtxText text)
    {
        _ring.PlaceRead(text);
        text.Line("add.u32 acur, acur, aoff;");
        text.Line("add.u32 bcur, bcur, boff;");
    }

    // A step's pieces are 32 bytes apart and slices are aligned, so a step is one XOR.
    private static void Load(PtxText text, int step, int buffer)
    {
        text.Line($"xor.b32 ax, acur, {step * TensorTile.StepBytes};");
        text.Line($"xor.b32 bx, bcur, {step * TensorTile.StepBytes};");
        for (int i = 0; i < RowFragments; i++) Load(text, "fa", buffer * 16 + i * 4, "ax", i);
        for (int i = 0; i < ColumnFragments / 2; i++) Load(text, "fb", buffer * 16 + i * 4, "bx", i);
    }

    private static void Load(PtxText text, string name, int first, string address, int rows)
    {
        var target = $"{{{name}{first}, {name}{first + 1}, {name}{first + 2}, {name}{first + 3}}}";
        int offset = rows * FragmentRows * TensorTile.SliceBytes;
        text.Line($"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {target}, [{address}+{offset}];");
    }

    private void Multiply(PtxText text, int buffer, bool isFirst)
    {
        for (int row = 0; row < RowFragments; row++)
        {
            for (int i = 0; i < ColumnFragments; i++)
            {
                // Every other row of fragments runs backwards: the fragment at the turn is used twice in a row.
                int column = row % 2 == 0 ? i : ColumnFragments - 1 - i;
                int a = buffer * 16 + row * 4, b = buffer * 16 + column * 2;
                int c = (row * ColumnFragments + column) * 4;
                var sums = $"{{acc{c}, acc{c + 1}, acc{c + 2}, acc{c + 3}}}";
                var before = isFirst ? "{zero, zero, zero, zero}" : sums;
                text.Line($"{element.Mma} {sums}, "
                    + $"{{fa{a}, fa{a + 1}, fa{a + 2}, fa{a + 3}}}, {{fb{b}, fb{b + 1}}}, {before};");
            }
        }
    }
}
