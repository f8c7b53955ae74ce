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
        var values = ResemblingRows.Make(Rows, Dim);
        var settings = Settings(ResemblingRows.Threshold, cap: 64);
        NaiveJoin.AssertIsNearly(Joiner.SelfJoin(RowSource.Of(values, Dim), settings), values, Dim, settings);
    }

    [Fact]
    public void A_dense_matrix_loses_no_pair()
    {
        const int Rows = 200, Dim = 4, Cap = 3;
        var result = Join([.. Enumerable.Repeat(0.5f, Rows * Dim)], Dim, threshold: 1, Cap);
        NaiveJoin.AssertIsOfEqualRows(result, Rows, Cap);
    }

    private static SelfJoinResult Join(float[] values, int dim, float threshold, int cap) =>
        Joiner.SelfJoin(RowSource.Of(values, dim), Settings(threshold, cap));

    private static JoinSettings Settings(float threshold, int cap) => new(threshold)
    {
        Cap = cap,
        TileRows = 64,
        Device = DeviceChoice.Parse("cuda"),
        Devices = new TestDevices(CpuAccelerator.Open),
    };
}
