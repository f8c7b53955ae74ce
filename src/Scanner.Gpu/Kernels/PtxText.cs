using System.Globalization;
using System.Text;

namespace Scanner.Gpu.Kernels;

/// <summary>Lines of PTX, and what both tensor programs write alike.</summary>
internal sealed class PtxText
{
    private const int Parts = 4, PartRegisters = 128 / Parts;

    // ILGPU's name for the group's dynamic shared memory.
    private const string Shared = "__dyn_shared_alloca";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a line.</summary>
    public void Line(string line) => _text.Append(CultureInfo.InvariantCulture, $"{line}\n");

    /// <summary>Adds lines.</summary>
    public void Lines(string lines) => _text.Append(lines.ReplaceLineEndings("\n")).Append('\n');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Bytes of shared memory for the patches of a group.</summary>
    public static int PatchBytes(int threads) => threads / TensorTile.WarpThreads * TensorTile.PatchFloats * 4;

    /// <summary>Registers and places that both programs use.</summary>
    /// <param name="threads">Threads of a group.</param>
    /// <param name="element">What is multiplied.</param>
    public void Declare(int threads, TensorElement element)
    {
        Line($".reg .{element.Sum} acc<128>, most<4>;");
        Lines("""
            .reg .f32 similar<4>;
            .reg .b32 tid, lane, warp, t<6>, held, ring, patch;
            .reg .pred pany;
            mov.u32 tid, %tid.x;
            and.b32 lane, tid, 31;
            shr.u32 warp, tid, 5;
            """);

        // Where a lane's similarities go in its warp's patch.
        Line($"mov.u32 patch, {Shared};");
        Line($"mad.lo.u32 patch, warp, {TensorTile.PatchFloats * 4}, patch;");
        Line("shr.u32 t0, lane, 2;");
        Line($"mad.lo.u32 patch, t0, {TensorTile.PatchStride * 4}, patch;");
        Line("and.b32 t0, lane, 3;");
        Line("mad.lo.u32 patch, t0, 8, patch;");

        // Slices begin behind the patches, where swizzled blocks of eight rows may stand.
        Line($"mov.u32 held, {Shared};");
        Line($"add.u32 held, held, {PatchBytes(threads) + TensorTile.Alignment - 1};");
        Line($"and.b32 held, held, {~(TensorTile.Alignment - 1)};");
    }

    /// <summary>The parts of the warp's similarities that reach $1, into $0; arguments as of Multiply.</summary>
    /// <remarks>The greatest sum is the greatest similarity, too: what makes one of the other is monotonic.</remarks>
    public void Vote(TensorElement element)
    {
        // Four chains of maxima, one a part, so that none waits for itself.
        var max = $"max.{element.Sum}";
        for (int part = 0; part < Parts; part++)
            Line($"{max} most{part}, acc{part * PartRegisters}, acc{part * PartRegisters + 1};");
        for (int i = 2; i < PartRegisters; i++)
        {
            for (int part = 0; part < Parts; part++)
                Line($"{max} most{part}, most{part}, acc{part * PartRegisters + i};");
        }

        Line("mov.b32 t0, 0;");
        for (int part = 0; part < Parts; part++)
        {
            Line($"setp.ge.f32 pany, {Similarity(element, $"most{part}", "$2", $"similar{part}")}, $1;");
            Line($"@pany or.b32 t0, t0, {1 << part};");
        }

        Line("redux.sync.or.b32 $0, t0, 0xFFFFFFFF;");
    }

    /// <summary>
    /// Writes 16 × 64 of a warp's similarities, 32 registers of each lane, to its patch. Argument $0 is what sums are
    /// multiplied by.
    /// </summary>
    /// <param name="element">What was multiplied.</param>
    /// <param name="part">Which 32 registers, 0 to 3.</param>
    public static string Spill(TensorElement element, int part)
    {
        const int ColumnFragments = TensorTile.PatchColumns / 8;
        var text = new PtxText();
        for (int column = 0; column < ColumnFragments; column++)
        {
            int first = part * PartRegisters + column * 4, offset = column * 8 * 4;
            int below = offset + 8 * TensorTile.PatchStride * 4;
            string[] similarities =
            [
                .. Enumerable.Range(0, 4).Select(i => text.Similarity(element, $"acc{first + i}", "$0", $"similar{i}")),
            ];
            text.Line($"st.shared.v2.f32 [patch+{offset}], {{{similarities[0]}, {similarities[1]}}};");
            text.Line($"st.shared.v2.f32 [patch+{below}], {{{similarities[2]}, {similarities[3]}}};");
        }

        return text.ToString();
    }

    // The register that holds a sum as a similarity: its own where it is one.
    private string Similarity(TensorElement element, string sum, string scale, string register)
    {
        if (element == TensorElement.Half) return sum;

        Line($"cvt.rn.f32.s32 {register}, {sum};");
        Line($"mul.f32 {register}, {register}, {scale};");
        return register;
    }
}
