namespace Scanner.ModelBuild;

/// <summary>
/// The graph of a static embedding: every token has a fixed row, and a text is the weighted sum of the rows of its
/// tokens. All numbers are small integers, so that float32 sums are exact in any order: a vector depends neither on the
/// batch its text came in nor on the machine. 1,024 tokens × weight 255 &lt; 2^24, where float32 stops counting.
/// </summary>
public static class StaticModel
{
    /// <summary>Writes the graph.</summary>
    /// <param name="rows">[tokens × dim], row-major, each −1 or 1.</param>
    /// <param name="weights">[tokens], each in 1 to 255.</param>
    /// <returns>
    /// An ONNX file: input_ids, attention_mask [batch × tokens] int64 → sentence_embedding [batch × dim].
    /// </returns>
    public static byte[] Build(ReadOnlySpan<sbyte> rows, ReadOnlySpan<byte> weights)
    {
        int dim = rows.Length / weights.Length;
        return new OnnxGraph()
            .Input("input_ids", OnnxType.I64, "batch", "tokens")
            .Input("attention_mask", OnnxType.I64, "batch", "tokens")
            .Output("sentence_embedding", OnnxType.F32, "batch", $"{dim}")
            .Constant("rows", OnnxType.I8, rows, weights.Length, dim)
            .Constant("weights", OnnxType.U8, weights, weights.Length)
            .Constant<long>("axis", OnnxType.I64, [1], 1)
            .Node("Gather", ["rows", "input_ids"], "token_rows")
            .Node("Cast", ["token_rows"], "token_vectors", ("to", (long)OnnxType.F32))
            .Node("Gather", ["weights", "input_ids"], "token_weights")
            .Node("Cast", ["token_weights"], "token_factors", ("to", (long)OnnxType.F32))
            .Node("Cast", ["attention_mask"], "mask", ("to", (long)OnnxType.F32))
            .Node("Mul", ["token_factors", "mask"], "factors")
            .Node("Unsqueeze", ["factors", "axis"], "factor_rows")
            .Node("MatMul", ["factor_rows", "token_vectors"], "sums")
            .Node("Squeeze", ["sums", "axis"], "sentence_embedding")
            .ToArray("Scanner.ModelBuild");
    }
}
