using System.Text;
using System.Text.Json;

namespace Scanner.Bench;

/// <summary>The texts of a folder of .jsonl files, in the order of file names and lines.</summary>
internal static class CorpusTexts
{
    /// <summary>The fields <c>text</c> and <c>text2</c> of every line.</summary>
    public static IEnumerable<string> Read(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file, Encoding.UTF8))
            {
                using var record = JsonDocument.Parse(line);
                foreach (var field in (string[])["text", "text2"])
                {
                    if (record.RootElement.TryGetProperty(field, out var text)
                        && text.ValueKind == JsonValueKind.String)
                    {
                        yield return text.GetString()!;
                    }
                }
            }
        }
    }
}
