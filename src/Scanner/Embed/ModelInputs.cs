using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>The inputs of a model.</summary>
internal static class ModelInputs
{
    /// <summary>Token ids.</summary>
    public const string Ids = "input_ids";

    /// <summary>1 for a token, 0 for padding.</summary>
    public const string Mask = "attention_mask";

    /// <summary>The number of each token in its text.</summary>
    public const string Positions = "position_ids";

    /// <summary>The inputs that can be given.</summary>
    public static readonly IReadOnlyList<string> Known = [Ids, Mask, "token_type_ids", Positions];

    /// <summary>The inputs in the model's order.</summary>
    /// <exception cref="ScanException">One is unknown or of another type, or there are no ids.</exception>
    public static string[] Check(InferenceSession session, string path)
    {
        string[] names = [.. session.InputMetadata.Keys];
        if (!names.All(Known.Contains) || !names.Contains(Ids))
        {
            throw new ScanException(
                $"{path}: found inputs {string.Join(", ", names)}, expected input_ids, and besides it only "
                + "attention_mask, token_type_ids and position_ids. Export the model for feature extraction.");
        }

        foreach (var name in names)
        {
            var type = session.InputMetadata[name].ElementDataType;
            if (type != TensorElementType.Int64)
            {
                throw new ScanException(
                    $"{path}: input {name} is of type {type}, expected Int64. Export the model with int64 inputs.");
            }

            // A dimension of any size is -1 or has a name; a number is the one size that the exporter saw.
            int[] shape = session.InputMetadata[name].Dimensions;
            if (shape.Length != 2 || Array.Exists(shape, size => size > 0))
            {
                throw new ScanException(
                    $"{path}: input {name} has the shape [{string.Join(", ", shape)}], expected [batch, tokens], both "
                    + "of any size. Export the model again with dynamic axes.");
            }
        }

        return names;
    }
}
