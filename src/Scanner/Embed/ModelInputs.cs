using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>Which inputs and outputs of a model are used.</summary>
internal static class ModelInputs
{
    // What exporters call what they have pooled, then what they have not.
    private static readonly string[] PreferredOutputs =
        ["sentence_embedding", "text_embeds", "pooled", "last_hidden_state", "token_embeddings"];

    /// <summary>The inputs in the model's order.</summary>
    /// <exception cref="ScanException">One is unknown or of another type, or there are no ids.</exception>
    public static string[] Check(InferenceSession session, string path)
    {
        string[] names = [.. session.InputMetadata.Keys];
        var isKnown = names.All(name => name is "input_ids" or "attention_mask" or "token_type_ids" or "position_ids");
        if (!isKnown || !names.Contains("input_ids"))
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

    /// <summary>The output that holds the vectors.</summary>
    /// <exception cref="ScanException">Its type is not supported.</exception>
    public static string ChooseOutput(InferenceSession session, string path)
    {
        var name = PreferredOutputs.FirstOrDefault(session.OutputMetadata.ContainsKey)
            ?? session.OutputMetadata.Keys.First();
        var type = session.OutputMetadata[name].ElementDataType;
        return type is TensorElementType.Float or TensorElementType.Float16
            ? name
            : throw new ScanException(
                $"{path}: output {name} is of type {type}, expected Float or Float16. Export the model again.");
    }
}
