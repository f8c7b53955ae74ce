using System.Text;
using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>JSON inside a text: in cells of CSV files and in attributes that can hold only texts.</summary>
internal static class EmbeddedJson
{
    /// <summary>The object or array that a text element holds, if it holds one.</summary>
    public static bool TryParse(JsonElement text, out JsonElement value)
    {
        value = default;
        return text.ValueKind == JsonValueKind.String && TryParse(text.GetString()!, out value);
    }

    /// <summary>The object or array that a text holds, if it holds one.</summary>
    public static bool TryParse(string text, out JsonElement value)
    {
        value = default;
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is not ('{' or '['))
            return false;
        try
        {
            value = JsonElement.Parse(HalfSurrogates.Mend(Encoding.UTF8.GetBytes(text)).Span);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
