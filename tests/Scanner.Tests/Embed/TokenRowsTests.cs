using Scanner.Embed;

namespace Scanner.Tests.Embed;

public sealed class TokenRowsTests
{
    [Fact]
    public void Sums_are_those_of_plain_loops()
    {
        var random = new Random(7);
        foreach (int width in (int[])[1, 31, 32, 33, 64, 97, 256])
        {
            var rows = new sbyte[40 * width];
            for (int i = 0; i < rows.Length; i++)
                rows[i] = (sbyte)random.Next(-128, 128);
            byte[] weights = [.. Enumerable.Range(0, 40).Select(i => (byte)(i == 3 ? 0 : 127 - i))];
            var table = new TokenRows(rows, weights, width);
            foreach (int count in (int[])[0, 1, 2, 3, 40, 1024])
            {
                int[] ids = [.. Enumerable.Range(0, count).Select(_ => random.Next(40))];
                var sums = new float[width];
                Array.Fill(sums, float.NaN);
                table.Sum(ids, sums);
                Assert.Equal(
                    Enumerable.Range(0, width).Select(i => (float)ids.Sum(id => rows[(id * width) + i] * weights[id])),
                    sums);
            }
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("template")]
    public void Models_that_ship_are_summed_from_their_rows(string name)
    {
        using var model = OnnxModel.Open(ModelFolder.Open(name), Device.Cpu);
        Assert.NotNull(model.Rows);
    }
}
