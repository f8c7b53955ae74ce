using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class TokenRowsTests : IDisposable
{
    private static readonly sbyte[] Rows = [1, 2, -3, 4, 5, -128, 7, -8, 9, 127];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

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

    [Fact]
    public void A_model_that_sums_something_else_is_refused()
    {
        using (var model = Open(Rows, weight: 127))
            Assert.NotNull(model.Rows);
        sbyte[] others = [.. Rows];
        others[^1]--;
        foreach (var open in (Func<OnnxModel>[])[() => Open(others, weight: 127), () => Open(Rows, weight: 128)])
        {
            Expect.Error<ScanException>(
                () => open().Dispose(), "onnx/model.onnx", "tokens 0 to 4", "do not add up to sentence_embedding",
                "at most 127");
        }
    }

    /// <param name="said">[5 × 2] the rows that the model names; it sums <see cref="Rows"/>.</param>
    /// <param name="weight">That of the last token.</param>
    private OnnxModel Open(sbyte[] said, byte weight)
    {
        string folder = new TinyModel { Config = """{"hidden_size": 2}""" }.Write(_temp["model"]);
        var graph = new OnnxGraph()
            .Constant<sbyte>("said", OnnxType.I8, said, 5, 2).Constant<sbyte>("rows", OnnxType.I8, Rows, 5, 2)
            .Constant<byte>("weights", OnnxType.U8, [1, 2, 3, 4, weight], 5)
            .Constant<long>("axis", OnnxType.I64, [1], 1)
            .Input("input_ids", OnnxType.I64, "batch", "tokens")
            .Output("sentence_embedding", OnnxType.F32, "batch", "2")
            .Output("token_rows", OnnxType.I8, "batch", "tokens", "2")
            .Output("token_weights", OnnxType.U8, "batch", "tokens")
            .Node("Gather", ["said", "input_ids"], "token_rows").Node("Gather", ["rows", "input_ids"], "bytes")
            .Node("Gather", ["weights", "input_ids"], "token_weights")
            .Node("Cast", ["bytes"], "values", ("to", 1)).Node("Cast", ["token_weights"], "shares", ("to", 1))
            .Node("Unsqueeze", ["shares", "axis"], "share_rows").Node("MatMul", ["share_rows", "values"], "sums")
            .Node("Squeeze", ["sums", "axis"], "sentence_embedding");
        File.WriteAllBytes(Path.Combine(folder, "onnx", "model.onnx"), graph.ToArray("test"));
        return OnnxModel.Open(ModelFolder.Open(folder), Device.Cpu);
    }
}
