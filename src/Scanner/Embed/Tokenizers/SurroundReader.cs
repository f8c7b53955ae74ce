using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed.Tokenizers;

/// <summary>Reads from a post-processor which ids stand before and behind those of a text.</summary>
internal static class SurroundReader
{
    private const string Types =
        "one of BertProcessing, ByteLevel, RobertaProcessing, Sequence, TemplateProcessing for one text";

    /// <summary>The ids on either side; none where there is no post-processor.</summary>
    /// <exception cref="ScanException">A type is unknown, or a field is missing.</exception>
    public static (int[] Before, int[] Behind) Read(JsonFile? part)
    {
        switch (part?.Text("type"))
        {
            case null when part is null:
            case "ByteLevel":
                return ([], []);
            case "BertProcessing" or "RobertaProcessing":
                return ([Named(part, "cls")], [Named(part, "sep")]);
            case "TemplateProcessing":
                return Template(part);
            case "Sequence":
                var all = part.Items("processors").Select(Read).ToArray();
                // Each sets its own around what those before it left.
                return (
                    [.. Enumerable.Reverse(all).SelectMany(item => item.Before)],
                    [.. all.SelectMany(item => item.Behind)]);
            default:
                throw TokenizerReader.Unsupported(part, "type", part.Text("type"), Types);
        }
    }

    // ["[CLS]", 101]
    private static int Named(JsonFile part, string field) =>
        part.Value(field) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2
            && pair[1].TryGetInt32(out int id)
            ? id
            : throw TokenizerReader.Unsupported(part, field, null, "a token with its id");

    private static (int[] Before, int[] Behind) Template(JsonFile part)
    {
        List<int> before = [], behind = [];
        int texts = 0;
        foreach (var item in part.Items("single"))
        {
            if (item.Part("Sequence") is not null)
            {
                texts++;
            }
            else
            {
                (texts == 0 ? before : behind).AddRange(IdsOf(part, item.Text("SpecialToken", "id")));
            }
        }

        return texts == 1 ? ([.. before], [.. behind]) : throw TokenizerReader.Unsupported(
            part, "template", $"{texts} texts in 'single'", Types);
    }

    private static IEnumerable<int> IdsOf(JsonFile part, string? name)
    {
        var ids = name is null ? null : part.Value("special_tokens", name, "ids");
        return ids is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(id => id.GetInt32())
            : throw TokenizerReader.Unsupported(part, "special token", name, "one with ids in special_tokens");
    }
}
