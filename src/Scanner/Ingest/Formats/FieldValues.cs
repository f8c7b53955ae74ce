using System.Globalization;
using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>
/// Values of fields out of JSON, the same whether a number came as a number, as a text, or as the floating-point number
/// that a data frame made of it. Empty texts are missing.
/// </summary>
internal static class FieldValues
{
    /// <summary>A name or label.</summary>
    public static string? Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => NumberText(value),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>A whole number.</summary>
    public static bool TryInteger(JsonElement value, out long number)
    {
        number = 0;
        return Text(value) is { } text
            && (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                || TryWhole(text, out number));
    }

    /// <summary>A number.</summary>
    public static bool TryNumber(JsonElement value, out double number)
    {
        number = 0;
        return Text(value) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>An HTTP status; "success" and "failure", as some gateways write, are 200 and 500.</summary>
    public static bool TryStatus(JsonElement value, out int status)
    {
        if (TryInteger(value, out var number) && number is >= 0 and < 1000)
        {
            status = (int)number;
            return true;
        }
        status = Text(value)?.ToLowerInvariant() switch
        {
            "success" or "ok" or "succeeded" or "completed" or "default" or "warning" or "debug" => 200,
            "failure" or "error" or "failed" => 500,
            _ => 0,
        };
        return status != 0;
    }

    /// <summary>
    /// Names of tools, joined by commas: of a list of names or definitions, of JSON in a text, of a comma list.
    /// </summary>
    public static string? Tools(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            if (EmbeddedJson.TryParse(value, out var embedded))
                return Tools(embedded);
            // [a, b] is how DuckDB, and ['a', 'b'] how Python, write a list into a cell.
            var names = value.GetString()!.Trim().TrimStart('[').TrimEnd(']')
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => name.Trim('\'', '"'));
            var joined = string.Join(',', names);
            return joined.Length == 0 ? null : joined;
        }
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var listed = value.EnumerateArray().Select(ToolName).Where(name => name != null).ToArray();
        return listed.Length == 0 ? null : string.Join(',', listed);
    }

    private static string? ToolName(JsonElement tool)
    {
        if (tool.ValueKind != JsonValueKind.Object)
            return Text(tool);
        if (tool.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object)
            return ToolName(function);
        return tool.TryGetProperty("name", out var name) || tool.TryGetProperty("type", out name) ? Text(name) : null;
    }

    private static string NumberText(JsonElement value) =>
        TryWhole(value.GetRawText(), out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : value.GetRawText();

    private static bool TryWhole(string text, out long whole)
    {
        whole = 0;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number) || Math.Abs(number) > long.MaxValue)
            return false;
        whole = (long)number;
        return true;
    }
}
