using System.Text.Json;
using Scanner.Embed;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.ModelBuild;

/// <summary>
/// Learns from text how much a token tells: the logarithm of how rare it is (inverse document frequency).
/// </summary>
public static class TokenWeights
{
    // A word in every text weighs 1, one never seen in 137,000 texts 237: the range of a byte.
    private const double Scale = 20;

    // Files are a sample each: at most so many texts of one, evenly spaced, so that no source outweighs the rest.
    private const int TextsPerFileMax = 10_000;

    /// <summary>Counts the texts that each token is in, and weighs.</summary>
    /// <param name="files">JSON lines with a field "text".</param>
    /// <param name="tokenizer">How text is cut into tokens.</param>
    /// <returns>[tokens], each in 1 to 255; and how many texts were read.</returns>
    public static (byte[] Weights, int Texts) Learn(IEnumerable<string> files, HashedWords tokenizer)
    {
        var tokens = new TokenBuffer();
        var counts = new int[tokenizer.VocabularySize];
        int texts = 0;
        foreach (string text in files.SelectMany(Sample))
        {
            tokenizer.Encode(TextNormalizer.Normalize(text), int.MaxValue, tokens);
            foreach (int id in tokens.Ids.ToArray().Distinct())
                counts[id]++;
            texts++;
        }

        return ([.. counts.Select(count => Weight(count, texts))], texts);
    }

    private static byte Weight(int count, int texts) =>
        (byte)Math.Clamp(Math.Round(Scale * Math.Log((texts + 1.0) / (count + 1.0))), 1, 255);

    private static IEnumerable<string> Sample(string file)
    {
        string[] lines = File.ReadAllLines(file);
        int kept = Math.Min(lines.Length, TextsPerFileMax);
        for (int i = 0; i < kept; i++)
        {
            int line = (int)((long)i * lines.Length / kept);
            using var record = JsonDocument.Parse(lines[line]);
            yield return record.RootElement.TryGetProperty("text", out var text)
                ? text.GetString()!
                : throw new ScanException(
                    $"{file}:{line + 1}: no field 'text'. Each line must be an object that has one.");
        }
    }
}
