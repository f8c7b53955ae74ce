using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scanner.Cli.Terminal;

/// <summary>A stage's summary in one line, from its JSON: "requests 20,294, texts 31,007, rejects 0".</summary>
internal static class SummaryLine
{
    /// <summary>Numbers and words of the summary in their order; what is nested is left out.</summary>
    public static string Of(JsonElement summary)
    {
        if (summary.ValueKind != JsonValueKind.Object)
            return "";
        var parts = summary.EnumerateObject()
            .Select(property => (property.Name, Value: Value(property.Value)))
            .Where(part => part.Value.Length > 0)
            .Select(part => $"{Words(part.Name)} {part.Value}");
        return string.Join(", ", parts);
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long whole) =>
            whole.ToString("N0", CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDouble().ToString("G4", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => "",
    };

    // "TemplatesTested" is "templates tested".
    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }
}
