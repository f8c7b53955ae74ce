using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// Ids of tokenizers held against those that <c>bench/tokenizers/encode.mjs</c> wrote, over all texts:
/// <c>tokenizers --texts FOLDER --reference FOLDER [--show 5] [--record FILE]</c>.
/// </summary>
internal static class TokenizerParity
{
    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        var folder = given["texts"] ?? throw new ScanException("--texts: expected a folder of .jsonl files.");
        var reference = given["reference"] ?? throw new ScanException("--reference: expected encode.mjs's folder.");
        string[] texts = [.. CorpusTexts.Read(folder)];
        bool isSame = true;
        foreach (var path in Directory.GetFiles(reference, "ids.bin", SearchOption.AllDirectories).Order())
        {
            isSame &= Compare(Path.GetDirectoryName(path)!, texts, given);
        }

        return isSame ? 0 : 1;
    }

    private static bool Compare(string folder, string[] texts, Arguments given)
    {
        var tokenizer = TokenizerFile.Read(folder);
        var expected = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, "ids.bin")));
        var (tokens, clock) = (new TokenBuffer(), new Stopwatch());
        var (at, same, count, shown) = (0, 0, 0L, given.Number("show", 5));
        foreach (var text in texts)
        {
            clock.Start();
            tokenizer.Encode(text, int.MaxValue, tokens);
            clock.Stop();
            var ids = expected.Slice(at + 1, expected[at]);
            at += 1 + expected[at];
            count += tokens.Count;
            // The reference surrounds nothing by special tokens, too; here nothing stays nothing.
            bool isSame = ids.SequenceEqual(tokens.Ids) || (tokens.Count == 0 && ids.Length <= 2);
            same += isSame ? 1 : 0;
            if (!isSame && shown-- > 0)
            {
                Show(text, ids, tokens.Ids);
            }
        }

        given.Tell(JsonSerializer.Serialize(new
        {
            bench = "tokenizers",
            command = given.Command("tokenizers"),
            tokenizer = Path.GetFileName(folder),
            texts = texts.Length,
            same,
            tokens = count,
            tokens_per_second_one_thread = Math.Round(count / clock.Elapsed.TotalSeconds),
            commit = Machine.Commit(),
            machine = Machine.Describe(),
            date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }));
        return same == texts.Length && at == expected.Length;
    }

    private static void Show(string text, ReadOnlySpan<int> expected, ReadOnlySpan<int> found)
    {
        int equal = expected.CommonPrefixLength(found);
        Console.WriteLine(
            $"differs at token {equal}: expected {Few(expected[equal..])}, found {Few(found[equal..])} in: "
            + JsonSerializer.Serialize(text.Length > 300 ? text[..300] : text));
    }

    private static string Few(ReadOnlySpan<int> ids) => string.Join(' ', ids[..Math.Min(9, ids.Length)].ToArray());
}
