using Scanner.Embed;
using Scanner.Join;
using Scanner.Tests.Join;
using Scanner.Tests.Join.Devices;

namespace Scanner.Tests.Gpu;

/// <summary>The portable kernel and what it shares with the tensor kernel, on ILGPU's processor.</summary>
public sealed class PortableKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    public void It_finds_the_naive_pairs_over_awkward_shapes(int dim)
    {
        int compared = 0;
        foreach (int rows in (int[])[0, 1, 2, 3, 31, 32, 33, 65, 130])
        {
            var values = ExactRows.Make(rows, dim, seed: rows + dim);
            var result = Join(values, dim, 0.5f, cap: 4);
            NaiveJoin.AssertIs(result, values, dim, new JoinSettings(0.5f) { Cap = 4 });
            compared += (int)result.PairCount;
        }

        Assert.True(compared > 100, $"only {compared} pairs were compared");
    }

    [Fact]
    public void Many_dims_and_random_rows_agree_with_the_reference()
    {
        const int Rows = 150, Dim = 384;
        var random = new Random(4);
        var values = new float[Rows * Dim];
        for (int row = 0; row < Rows; row++)
        {
            // Every third row resembles the one before, at similarities all around the threshold.
            var own = values.AsSpan(row * Dim, Dim);
            foreach (ref float value in own) value = (float)(random.NextDouble() - 0.5);
            if (row % 3 > 0)
            {
                float share = row % 50 / 40f;
                for (int k = 0; k < Dim; k++) own[k] = share * own[k] + values[(row - 1) * Dim + k] * 20;
            }

            float length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(own));
            foreach (ref float value in own) value /= length;
        }

        var expected = NaiveJoin.Pairs(values, Dim, 0.8f);
        var found = Join(values, Dim, 0.8f, cap: 64).Pairs;
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(pair => (pair.Left, pair.Right)), found.Select(pair => (pair.Left, pair.Right)));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, 1e-5f));
    }

    [Fact]
    public void A_dense_matrix_loses_no_pair()
    {
        const int Rows = 200, Dim = 4, Cap = 3;
        var result = Join([.. Enumerable.Repeat(0.5f, Rows * Dim)], Dim, threshold: 1, Cap);
        NaiveJoin.AssertIsOfEqualRows(result, Rows, Cap);
    }

    private static SelfJoinResult Join(float[] values, int dim, float threshold, int cap) => Joiner.SelfJoin(
        RowSource.Of(values, dim), new JoinSettings(threshold)
        {
            Cap = cap,
            TileRows = 64,
            Device = DeviceChoice.Parse("cuda"),
            Devices = new TestDevices(CpuAccelerator.Open),
        });
}
