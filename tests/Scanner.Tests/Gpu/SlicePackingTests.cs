using Scanner.Gpu;
using Scanner.Join;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Gpu;

/// <summary>The layout of rows that the tensor kernel reads.</summary>
public sealed class SlicePackingTests
{
    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 63)]
    [InlineData(5, 64)]
    [InlineData(5, 65)]
    [InlineData(300, 384)]
    public void Slices_of_64_components_stand_row_by_row_and_end_in_zeros(int rows, int dim)
    {
        var values = new float[(rows + 3) * dim];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(Half)(i * 0.01f);
        int slices = SlicePacking.Slices(dim);
        var packed = new Half[slices * rows * 64];
        Array.Fill(packed, Half.NaN);
        Assert.Equal(0, SlicePacking.Pack(RowSource.Of(values, dim), new TileRange(3, rows), packed));
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
    [InlineData(64, 64)]
    [InlineData(320, 384)]
    [InlineData(4096, 384)]
    [InlineData(65_536, 1000)]
    public void No_group_reads_behind_a_tile(int rows, int dim)
    {
        long last = (SlicePacking.Slices(dim) - 1) * SlicePacking.SliceStride(rows);
        long bytes = SlicePacking.TileBytes(rows, dim);
        for (int first = 0; first < rows; first += SlicePacking.SlabRows)
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
        var rounded = new Half[SlicePacking.Slices(Dim) * Rows * 64];
        float error = SlicePacking.Pack(RowSource.Of(values, Dim), new TileRange(0, Rows), rounded);
        double expected = Enumerable.Range(0, Rows).Max(row => Math.Sqrt(Enumerable.Range(row * Dim, Dim)
            .Sum(i => Math.Pow(values[i] - (double)(float)(Half)values[i], 2))));
        Assert.InRange(error, expected * 0.9999, expected * 1.0001);
        Assert.True(error > 0);

        using var folder = new TempFolder();
        VectorFile.Write(folder["v.npy"], values, Dim);
        using var file = VectorFile.Open(folder["v.npy"]);
        var whole = new Half[rounded.Length];
        Assert.Equal(0, SlicePacking.Pack(RowSource.Of(file, "v.npy"), new TileRange(0, Rows), whole));
        Assert.Equal(rounded, whole);
    }
}
