
namespace Scanner.Tests.Embed;

/// <summary>
/// A transformer's outside without its inside: a vector per token, looked up. Words are hello, you, [UNK].
/// </summary>
internal sealed record TinyModel
{
    private static readonly string[] Vocabulary = ["[CLS]", "[SEP]", "[UNK]", "hello", "you"];

    public int Dim { get; init; } = 3;

    public float[] Rows { get; init; } = [1, 0, 0, 0, 2, 0, 0, 0, 3, 4, 4, 0, -5, 0, 5];

    public string[] Inputs { get; init; } = ["input_ids", "attention_mask"];

    public string Config { get; init; } = """{"model_type": "bert", "hidden_size": 3, "max_position_embeddings": 8}""";

    public string[] Shape { get; init; } = ["batch", "tokens"];

    public int OperatorSet { get; init; } = 17;

    public string OnnxFile { get; init; } = "model.onnx";

    public string? PoolingConfig { get; init; } = """{"pooling_mode_mean_tokens": true}""";

    /// <summary>Writes the folder.</summary>
    public string Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        Directory.CreateDirectory(Path.Combine(folder, "1_Pooling"));
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), Vocabulary);
        File.WriteAllText(Path.Combine(folder, "config.json"), Config);
        if (PoolingConfig is not null)
            File.WriteAllText(Path.Combine(folder, "1_Pooling/config.json"), PoolingConfig);
        File.WriteAllBytes(Path.Combine(folder, "onnx", OnnxFile), Onnx());
        return folder;
    }

    private byte[] Onnx()
    {
        var graph = new OnnxGraph { OperatorSet = OperatorSet }
            .Constant<float>("rows", OnnxType.F32, Rows, Rows.Length / Dim, Dim)
            .Output("last_hidden_state", OnnxType.F32, "batch", "tokens", $"{Dim}")
            .Node("Gather", ["rows", Inputs[0]], "last_hidden_state");
        foreach (var input in Inputs)
            graph.Input(input, OnnxType.I64, Shape);
        return graph.ToArray("test");
    }
}
