using System.Text;
using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>
/// A place in a record: a key, or keys joined by dots (<c>body.user</c>). A key that holds dots itself
/// (<c>gen_ai.request.model</c>) is found before its parts; a text that holds JSON is entered like JSON.
/// </summary>
internal sealed class FieldPath
{
    private readonly Step[] _steps;

    /// <summary>The path of a text.</summary>
    public FieldPath(string text)
    {
        Text = text;
        _steps = [.. Steps(text)];
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The value at this place, if there is one other than null.</summary>
    public bool TryFind(JsonElement record, out JsonElement value) => TryFind(record, 0, out value);

    private bool TryFind(JsonElement record, int from, out JsonElement value)
    {
        value = default;
        foreach (var step in _steps)
        {
            if (step.From != from || !TryEnter(record, step, out var inner))
                continue;
            if (step.To == Text.Length)
            {
                value = inner;
                return inner.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
            }
            if (TryFind(inner, step.To + 1, out value))
                return true;
        }
        return false;
    }

    private static bool TryEnter(JsonElement record, Step step, out JsonElement inner)
    {
        inner = default;
        if (record.ValueKind == JsonValueKind.Object)
            return record.TryGetProperty(step.Key, out inner);
        if (record.ValueKind == JsonValueKind.Array && step.Index >= 0 && step.Index < record.GetArrayLength())
        {
            inner = record[step.Index];
            return true;
        }
        return record.ValueKind == JsonValueKind.String
            && EmbeddedJson.TryParse(record, out var embedded)
            && TryEnter(embedded, step, out inner);
    }

    // Longest first: "a.b.c" is looked for as "a.b.c", as "a.b" then "c", and as "a" then "b.c".
    private static IEnumerable<Step> Steps(string text)
    {
        int[] dots = [.. Enumerable.Range(0, text.Length).Where(index => text[index] == '.')];
        int[] starts = [0, .. dots.Select(dot => dot + 1)];
        int[] ends = [text.Length, .. dots.OrderDescending()];
        foreach (var start in starts)
            foreach (var end in ends.Where(end => end > start))
            {
                var key = text[start..end];
                var index = int.TryParse(key, out var number) ? number : -1;
                yield return new(start, end, Encoding.UTF8.GetBytes(key), index);
            }
    }

    private readonly record struct Step(int From, int To, byte[] Key, int Index);
}
