using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>The threshold that a model brings along, in the <c>threshold</c> of its <c>model.json</c>.</summary>
internal static class ModelThreshold
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ScanException">The file has no such number.</exception>
    public static float Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        if (json.RootElement.TryGetProperty("threshold", out var value) && value.ValueKind == JsonValueKind.Number)
            return value.GetSingle();

        var fields = string.Join(", ", json.RootElement.EnumerateObject().Select(field => field.Name));
        throw new ScanException(
            $"{path}: no number 'threshold' (found: {fields}): the model does not say how similar "
            + "near-duplicates are. Give --threshold.");
    }
}
