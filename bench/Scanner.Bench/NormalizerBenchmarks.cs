using BenchmarkDotNet.Attributes;
using Scanner.Ingest.Normalization;

namespace Scanner.Bench;

/// <summary>
/// The normaliser over 1,000 prompts of about 300 characters: plain ASCII, and with characters that it must fold.
/// </summary>
public class NormalizerBenchmarks
{
    private const string Plain =
        "Think  step by step and explain your reasoning.\n\nQuestion: a train leaves at 7:15 and ";
    private const string Disguised =
        "Thіnk ｓtep by step\u200B and explаin your reasoning … ①\u00A0a “train” leaves at ７:15 and ";

    private string[] _texts = [];

    [Params("plain", "disguised")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var sentence = Kind == "plain" ? Plain : Disguised;
        _texts = [.. Enumerable.Range(0, 1000).Select(i => string.Concat(Enumerable.Repeat(sentence, 3)) + i)];

        // Normal text stays as it is, and the disguise falls.
        var once = TextNormalizer.Normalize(_texts[7]);
        bool begins = once.StartsWith("think step by step and explain your reasoning", StringComparison.Ordinal);
        if (!begins || TextNormalizer.Normalize(once) != once)
            throw new InvalidOperationException($"{Kind}: found \"{once}\"");

        Console.WriteLine($"// {Kind}: checked, {Normalize()} characters");
    }

    [Benchmark]
    public long Normalize()
    {
        long characters = 0;
        foreach (var text in _texts) characters += TextNormalizer.Normalize(text).Length;
        return characters;
    }
}
