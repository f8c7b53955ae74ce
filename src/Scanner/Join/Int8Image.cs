using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// Rows rounded to int8, once as right sides and once as left ones, and beside them what a bound on the product of two
/// asks of the right row; valid while the tile is reachable.
/// </summary>
internal readonly unsafe struct Int8Image
{
    /// <summary>Components that one step of the kernel takes in.</summary>
    public const int GroupDim = 4;

    // The first bit of each of four bytes: what stands for zeros in left rows.
    private const int Turned = unchecked((int)0x80808080);

    /// <summary>Bytes of a vector.</summary>
    public const int Vector = 32;

    private readonly sbyte* _right;
    private readonly byte* _left;
    private readonly int _panel;

    /// <param name="memory">Memory of at least <see cref="Bytes"/>, aligned to a cache line.</param>
    /// <param name="rows">Rows, a multiple of a panel's.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="panel">See <see cref="IInt8Dot.Panel"/>.</param>
    public Int8Image(byte* memory, int rows, int dim, int panel)
    {
        _panel = panel;
        Groups = GroupsOf(dim);
        LeftBytes = LeftBytesOf(dim);
        Correction = (int*)memory;
        Steps = (float*)(Correction + rows);
        ErrorSteps = Steps + rows;
        _right = (sbyte*)memory + NumberBytes(rows);
        _left = (byte*)_right + PackedTile.Aligned(RightBytes(rows, dim));
    }

    /// <summary>Groups of components; the last is filled up with zeros.</summary>
    public int Groups { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes => Groups * GroupDim;

    /// <summary>[rows] minus 128 times the sum of a row's int8, which takes the 128 of left rows back.</summary>
    public int* Correction { get; }

    /// <summary>[rows] 1 ÷ the value of one step of the row's int8.</summary>
    public float* Steps { get; }

    /// <summary>[rows] what a row leaves out, times its steps: see <see cref="Int8Reach"/>.</summary>
    public float* ErrorSteps { get; }

    /// <summary>Memory that rows of a length need.</summary>
    public static long Bytes(int rows, int dim) =>
        NumberBytes(rows) + PackedTile.Aligned(RightBytes(rows, dim))
        + PackedTile.Aligned((long)rows * LeftBytesOf(dim));

    /// <summary>The row as a left side: int8 + 128, for x64 multiplies unsigned with signed bytes.</summary>
    public byte* LeftOf(int row) => _left + (long)row * LeftBytes;

    /// <summary>Bytes from one left row to the next: whole vectors, filled up with what stands for zeros.</summary>
    public int LeftBytes { get; }

    /// <summary>The panel that begins at a row, as a right side: [groups × panel × 4] int8.</summary>
    public sbyte* PanelOf(int row) => _right + (long)row * RowBytes;

    /// <summary>Stores a row.</summary>
    /// <param name="row">Its place.</param>
    /// <param name="steps">[row bytes] its int8.</param>
    /// <param name="step">The value of one step.</param>
    /// <param name="left">What it leaves out, in value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(int row, ReadOnlySpan<sbyte> steps, float step, float left)
    {
        int lane = row % _panel;
        int* own = (int*)LeftOf(row), panel = (int*)PanelOf(row - lane) + lane;
        var groups = MemoryMarshal.Cast<sbyte, int>(steps);
        for (int group = 0; group < groups.Length; group++)
        {
            // Four bytes at a time; turning the first bit of each adds 128.
            panel[group * _panel] = groups[group];
            own[group] = groups[group] ^ Turned;
        }

        new Span<int>(own + groups.Length, LeftBytes / GroupDim - groups.Length).Fill(Turned);
        Correction[row] = -128 * Sum(steps);
        Steps[row] = 1 / step;
        ErrorSteps[row] = left / step;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Sum(ReadOnlySpan<sbyte> numbers)
    {
        var sums = Vector256<int>.Zero;
        int k = 0;
        for (; k + Vector <= numbers.Length; k += Vector)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(numbers[k..]));
            var (first, second) = Vector256.Widen(lower + upper);
            sums += first + second;
        }

        int sum = Vector256.Sum(sums);
        for (; k < numbers.Length; k++) sum += numbers[k];
        return sum;
    }

    private static int LeftBytesOf(int dim) => (dim + Vector - 1) / Vector * Vector;

    private static int GroupsOf(int dim) => (dim + GroupDim - 1) / GroupDim;

    private static long RightBytes(int rows, int dim) => (long)rows * GroupsOf(dim) * GroupDim;

    private static long NumberBytes(int rows) => PackedTile.Aligned(3L * rows * sizeof(int));
}
