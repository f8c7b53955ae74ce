using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>The output of a model that holds the vectors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">Components of a vector.</param>
/// <param name="Pooling">
/// How the vectors of tokens become one: <see cref="Pooling.None"/> where the output is [batch × width], else it is
/// [batch × tokens × width].
/// </param>
/// <param name="IsHalf">Whether it is of float16, else of float32.</param>
internal sealed record ModelOutput(string Name, int Width, Pooling Pooling, bool IsHalf)
{
    // What exporters call what they have pooled, then what they have not.
    private static readonly string[] Preferred =
        ["sentence_embedding", "text_embeds", "pooled", "last_hidden_state", "token_embeddings"];

    /// <summary>
    /// Runs the first and the last id: beyond the table, another dim, no numbers, no device all show here.
    /// </summary>
    /// <exception cref="ScanException">The model is unfit or damaged, or does not run.</exception>
    public static ModelOutput Try(
        ModelFolder folder, InferenceSession session, Device device)
    {
        var (name, isHalf) = Choose(session, folder.OnnxPath);
        var batch = new TokenBatch(rowsMax: 1, tokensMax: 2);
        batch.Start(tokens: 2);
        batch.Add([0, folder.Tokenizer.VocabularySize - 1]);
        try
        {
            using var outputs = Run(session, batch, [name]);
            var found = Describe(folder, name, isHalf, outputs[0].GetTensorTypeAndShape().Shape);
            CheckFinite(folder, isHalf
                ? Array.ConvertAll(outputs[0].GetTensorDataAsSpan<Float16>().ToArray(), value => value.ToFloat())
                : outputs[0].GetTensorDataAsSpan<float>());
            return found;
        }
        catch (OnnxRuntimeException error)
        {
            throw OnnxModel.Refused(folder.OnnxPath, device, batch, error);
        }
    }

    /// <summary>Runs a batch once.</summary>
    /// <param name="session">The model, with no inputs but those of <see cref="ModelInputs.Known"/>.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="names">The outputs to fetch.</param>
    internal static IDisposableReadOnlyCollection<OrtValue> Run(
        InferenceSession session, TokenBatch batch, string[] names)
    {
        using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        string[] inputs = [.. session.InputMetadata.Keys];
        OrtValue[] values =
        [
            .. inputs.Select(input =>
                OrtValue.CreateTensorValueFromMemory(batch.Input(input), [batch.Rows, batch.Tokens])),
        ];
        try
        {
            return session.Run(options, inputs, values, names);
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    /// <summary>Which output holds the vectors, and whether it is of float16.</summary>
    /// <exception cref="ScanException">Its type is not supported.</exception>
    internal static (string Name, bool IsHalf) Choose(InferenceSession session, string path)
    {
        var name = Preferred.FirstOrDefault(session.OutputMetadata.ContainsKey) ?? session.OutputMetadata.Keys.First();
        var type = session.OutputMetadata[name].ElementDataType;
        return type is TensorElementType.Float or TensorElementType.Float16
            ? (name, type == TensorElementType.Float16)
            : throw new ScanException(
                $"{path}: output {name} is of type {type}, expected Float or Float16. Export the model again.");
    }

    private static ModelOutput Describe(ModelFolder folder, string name, bool isHalf, long[] shape)
    {
        var isPooled = shape.Length == 2;
        if (shape.Length is not (2 or 3) || shape[0] != 1 || (!isPooled && shape[1] != 2) || shape[^1] < 1)
        {
            throw new ScanException(
                $"{folder.OnnxPath}: output '{name}' has the shape [{string.Join(", ", shape)}] for 1 text of 2 "
                + "tokens, expected [1, dim] or [1, 2, dim]. Export the model for feature extraction.");
        }

        if (folder.ConfiguredDim is { } dim && dim != shape[^1])
        {
            throw new ScanException(
                $"{folder.OnnxPath}: the output has {shape[^1]} components, config.json says hidden_size {dim}. "
                + "Expected them to agree: fetch both files from the same model.");
        }

        var pooling = isPooled ? Pooling.None : folder.Pooling is null or Pooling.None
            ? throw new ScanException(
                $"{folder.Path}: the model gives a vector for each token, and nothing says how to pool them. Expected "
                + "1_Pooling/config.json, or scanner.json with \"pooling\": \"mean\", \"cls\", \"last\" or \"max\". "
                + "Add one.")
            : folder.Pooling.Value;
        return new ModelOutput(name, checked((int)shape[^1]), pooling, isHalf);
    }

    private static void CheckFinite(ModelFolder folder, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new ScanException(
                    $"{folder.OnnxPath}: gave {value} for a text of two tokens, expected finite numbers. The model is "
                    + "damaged or was converted to a type that is too narrow; fetch or export it again.");
            }
        }
    }
}
