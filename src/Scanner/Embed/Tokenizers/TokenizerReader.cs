using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// Reads a tokenizer.json (https://huggingface.co/docs/tokenizers). What is not supported is refused by name: a
/// tokenizer that is nearly right gives vectors that are wrong.
/// </summary>
internal static class TokenizerReader
{
    /// <summary>Reads the tokenizer.</summary>
    /// <exception cref="ScanException">A part is missing, damaged, or not supported.</exception>
    public static TextTokenizer Read(JsonFile file)
    {
        var normalizers = StepReader.Normalizers(file.Part("normalizer"));
        var added = file.Items("added_tokens").ToLookup(IsNormalized, ReadAdded);
        var surround = SurroundReader.Read(file.Part("post_processor"));
        return new TextTokenizer(new TokenizerParts
        {
            Added = new AddedTokens(added[false]),
            Normalizers = normalizers,
            AddedNormalized = new AddedTokens(
                added[true].Select(token => token with { Content = Normalize(token.Content, normalizers) })
                    .Where(token => token.Content.Length > 0)),
            PreTokenizers = StepReader.PreTokenizers(file.Part("pre_tokenizer")),
            Model = ModelReader.Read(file.Part("model") ?? throw Unsupported(file, "model", null, ModelReader.Types)),
            Before = surround.Before,
            Behind = surround.Behind,
        });
    }

    /// <summary>The error that a part's type is unknown.</summary>
    public static ScanException Unsupported(JsonFile place, string field, string? found, string expected) => new(
        $"{place.Place}: found {(found is null ? $"no {field}" : $"{field} '{found}'")}, expected {expected}. Choose "
        + "another model with --model, "
        + "or export this one's tokenizer anew.");

    private static bool IsNormalized(JsonFile token) =>
        token.Flag("normalized") ?? !(token.Flag("special") ?? false);

    private static AddedToken ReadAdded(JsonFile token)
    {
        if (token.Text("content") is not { Length: > 0 } content
            || token.Integer("id") is not (>= 0 and < HashedWords.BucketsMax and var id))
        {
            throw new ScanException(
                $"{token.Place}: found no 'content' with an 'id' of 0 to {HashedWords.BucketsMax - 1}, expected both. "
                + "Export the tokenizer again.");
        }

        return new AddedToken(content, (int)id)
        {
            IsWord = token.Flag("single_word") ?? false,
            TakesBlanksBefore = token.Flag("lstrip") ?? false,
            TakesBlanksBehind = token.Flag("rstrip") ?? false,
        };
    }

    private static string Normalize(string content, INormalizer[] steps)
    {
        foreach (var step in steps)
        {
            var output = new CharBuffer();
            step.Normalize(content, output);
            content = new string(output.Written);
        }

        return content;
    }
}
