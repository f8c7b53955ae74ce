using System.Runtime.InteropServices;
using Scanner.Gpu;
using Scanner.Gpu.Kernels;
using Scanner.Join;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Gpu;

/// <summary>The layout of rows that the tensor kernel reads.</summary>
public sealed class SliceLayoutTests
{
    private static readonly SliceLayout Halves = SliceLayout.Of(TensorElement.Half);
    private static readonly SliceLayout Bytes = SliceLayout.Of(TensorElement.Int8);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 63)]
    [InlineData(5, 64)]
    [InlineData(5, 65)]
    [InlineData(300, 384)]
    public void Slices_of_64_float16_stand_row_by_row_and_end_in_zeros(int rows, int dim)
    {
        var values = new float[(rows + 3) * dim];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(Half)(i * 0.01f);
        int slices = Halves.Slices(dim);
        var packed = new Half[slices * rows * 64];
        Array.Fill(packed, Half.NaN);
        Assert.Equal(0, Pack(Halves, values, dim, new TileRange(3, rows), step: 1, packed));
        for (int slice = 0; slice < slices; slice++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < 64; i++)
                {
                    int k = slice * 64 + i;
                    float expected = k < dim ? values[(row + 3) * dim + k] : 0;
                    Assert.Equal(expected, (float)packed[(slice * rows + row) * 64 + i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 127)]
    [InlineData(5, 128)]
    [InlineData(5, 129)]
    [InlineData(300, 384)]
    public void Slices_of_128_int8_are_multiples_of_the_tile_s_step_and_tell_how_far_rows_were_rounded(
        int rows, int dim)
    {
        var random = new Random(rows + dim);
        var values = new float[(rows + 3) * dim];
        foreach (ref float value in values.AsSpan()) value = (float)(random.NextDouble() - 0.5);
        var source = RowSource.Of(values, dim);
        var range = new TileRange(3, rows);
        float step = Bytes.StepOf(source, range);
        Assert.Equal(values.Skip(3 * dim).Max(MathF.Abs) / 127, step, 1e-9f);

        int slices = Bytes.Slices(dim);
        var packed = new sbyte[slices * rows * 128];
        Array.Fill(packed, (sbyte)-7);
        float error = Pack(Bytes, values, dim, range, step, packed);
        double worst = 0;
        for (int row = 0; row < rows; row++)
        {
            double squares = 0;
            for (int k = 0; k < slices * 128; k++)
            {
                sbyte image = packed[(k / 128 * rows + row) * 128 + k % 128];
                float value = k < dim ? values[(row + 3) * dim + k] : 0;
                Assert.InRange(MathF.Abs(image * step - value), 0, k < dim ? step * 0.5001f : 0);
                squares += Math.Pow(value - (double)step * image, 2);
            }

            worst = Math.Max(worst, Math.Sqrt(squares));
        }

        Assert.InRange(error, worst, worst * 1.0001);
    }

    [Fact]
    public void Rows_of_zeros_are_their_own_images()
    {
        var values = new float[4 * 10];
        float step = Bytes.StepOf(RowSource.Of(values, 10), new TileRange(0, 4));
        var packed = new sbyte[4 * 128];
        Assert.True(step > 0);
        Assert.InRange(Pack(Bytes, values, 10, new TileRange(0, 4), step, packed), 0, float.Epsilon);
        Assert.All(packed, image => Assert.Equal(0, image));
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(320, 384)]
    [InlineData(4096, 384)]
    [InlineData(65_536, 1000)]
    public void No_group_reads_behind_a_tile(int rows, int dim)
    {
        long last = (Halves.Slices(dim) - 1) * SliceLayout.SliceStride(rows);
        long bytes = Halves.TileBytes(rows, dim);
        for (int first = 0; first < rows; first += SliceLayout.SlabRows)
        {
            // Of a launch from there to the end, the last group of 128 left rows.
            int groups = (rows - first + 127) / 128;
            Assert.True(last + (first + groups * 128L) * 128 <= bytes, $"a launch from row {first} reads too far");
        }

        Assert.True(last + (rows + 255L) / 256 * 256 * 128 <= bytes, "right sides of 256 rows read too far");
    }

    [Fact]
    public void A_float16_file_is_packed_as_it_is_and_a_float32_matrix_tells_how_far_it_was_rounded()
    {
        const int Rows = 50, Dim = 100;
        var random = new Random(5);
        var values = new float[Rows * Dim];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(random.NextDouble() - 0.5) / 5;
        var rounded = new Half[Halves.Slices(Dim) * Rows * 64];
        float error = Pack(Halves, values, Dim, new TileRange(0, Rows), step: 1, rounded);
        double expected = Enumerable.Range(0, Rows).Max(row => Math.Sqrt(Enumerable.Range(row * Dim, Dim)
            .Sum(i => Math.Pow(values[i] - (double)(float)(Half)values[i], 2))));
        Assert.InRange(error, expected * 0.9999, expected * 1.0001);
        Assert.True(error > 0);

        using var folder = new TempFolder();
        VectorFile.Write(folder["v.npy"], values, Dim);
        using var file = VectorFile.Open(folder["v.npy"]);
        var whole = new Half[rounded.Length];
        Assert.Equal(0, Halves.Pack(
            RowSource.Of(file, "v.npy"), new TileRange(0, Rows), step: 1, MemoryMarshal.AsBytes(whole.AsSpan())));
        Assert.Equal(rounded, whole);
    }

    private static float Pack<T>(SliceLayout layout, float[] values, int dim, TileRange rows, float step, T[] packed)
        where T : unmanaged =>
        layout.Pack(RowSource.Of(values, dim), rows, step, MemoryMarshal.AsBytes(packed.AsSpan()));
}
