using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>The fields of one record, found along the paths of its format.</summary>
internal readonly struct RecordFields(
    LogFormat format, FieldPath[][] plan, JsonElement record, Action<LogFormat, Field, string>? found)
{
    /// <summary>A label.</summary>
    public string? Text(Field field)
    {
        foreach (var path in plan[(int)field])
            if (path.TryFind(record, out var value) && FieldValues.Text(value) is { } text)
            {
                Note(field, path);
                return text;
            }
        return null;
    }

    /// <summary>The two texts: each from its own field, else from the messages.</summary>
    public (string? System, string? Prompt) Prompts()
    {
        var system = SystemPrompt();
        foreach (var field in (ReadOnlySpan<Field>)[Field.Prompt, Field.Messages])
            foreach (var path in plan[(int)field])
            {
                if (!path.TryFind(record, out var value))
                    continue;
                var read = Messages.Read(value);
                if (string.IsNullOrWhiteSpace(read.Prompt) && string.IsNullOrWhiteSpace(read.System))
                    continue;
                Note(field, path);
                return (system ?? Present(read.System), Present(read.Prompt));
            }
        return (system, null);
    }

    /// <summary>The time, or null with a warning.</summary>
    public long? Time(MappedBatch batch)
    {
        if (Value(Field.Timestamp) is not { } value)
        {
            batch.Warn("no timestamp");
            return null;
        }
        if (FieldValues.Text(value) is { } text && Timestamps.TryParse(text, out var micros))
            return micros;
        batch.Warn("timestamp is no time between 2000 and 2100");
        return null;
    }

    /// <summary>A whole number, or null, with a warning where there is something else.</summary>
    public long? Integer(Field field, MappedBatch batch)
    {
        if (Value(field) is not { } value)
            return null;
        if (FieldValues.TryInteger(value, out var number))
            return number;
        batch.Warn($"{FieldNames.NameOf(field)} is no whole number");
        return null;
    }

    /// <summary>A number, or null, with a warning where there is something else.</summary>
    public double? Number(Field field, MappedBatch batch)
    {
        if (Value(field) is not { } value)
            return null;
        if (FieldValues.TryNumber(value, out var number))
            return number;
        batch.Warn($"{FieldNames.NameOf(field)} is no number");
        return null;
    }

    /// <summary>The HTTP status, or null, with a warning where there is something else.</summary>
    public int? Status(MappedBatch batch)
    {
        if (Value(Field.Status) is not { } value)
            return null;
        if (FieldValues.TryStatus(value, out var status))
            return status;
        batch.Warn("status is no HTTP status");
        return null;
    }

    /// <summary>The number of the autonomous system, without "AS" and without the ".0" of a data frame.</summary>
    public string? Asn()
    {
        var text = Text(Field.Asn);
        if (text is null)
            return null;
        var digits = text.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.EndsWith(".0", StringComparison.Ordinal) ? digits[..^2] : digits;
    }

    /// <summary>The names of the tools.</summary>
    public string? Tools() => Value(Field.Tools) is { } value ? FieldValues.Tools(value) : null;

    /// <summary>What the model answered.</summary>
    public string? Response()
    {
        foreach (var path in plan[(int)Field.Response])
            if (path.TryFind(record, out var value) && ResponseText.Of(value) is { } text)
            {
                Note(Field.Response, path);
                return text;
            }
        return null;
    }

    private string? SystemPrompt()
    {
        foreach (var path in plan[(int)Field.SystemPrompt])
            if (path.TryFind(record, out var value) && Present(SystemText(value)) is { } text)
            {
                Note(Field.SystemPrompt, path);
                return text;
            }
        return null;
    }

    // A list of text blocks comes as such, or as a text that holds it.
    private static string? SystemText(JsonElement value) =>
        EmbeddedJson.TryParse(value, out var embedded) && Messages.TextOf(embedded) is { } text
            ? text
            : Messages.TextOf(value);

    /// <summary>The first value that is neither null nor an empty text.</summary>
    private JsonElement? Value(Field field)
    {
        foreach (var path in plan[(int)field])
        {
            if (!path.TryFind(record, out var value)
                || (value.ValueKind == JsonValueKind.String && FieldValues.Text(value) is null))
                continue;
            Note(field, path);
            return value;
        }
        return null;
    }

    private void Note(Field field, FieldPath path) => found?.Invoke(format, field, path.Text);

    private static string? Present(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
