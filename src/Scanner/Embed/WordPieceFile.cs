using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>Reads <see cref="WordPiece"/> from a tokenizer.json or a vocab.txt.</summary>
internal static class WordPieceFile
{
    /// <summary>Reads a tokenizer.json whose model is WordPiece.</summary>
    /// <exception cref="ScanException">Something is missing, or of a kind that is not supported.</exception>
    public static WordPiece Read(JsonFile file)
    {
        Require(file, "normalizer", "BertNormalizer");
        Require(file, "pre_tokenizer", "BertPreTokenizer");
        if (file.Value("model", "vocab") is not { ValueKind: JsonValueKind.Object } tokens)
        {
            throw new ScanException(
                $"{file.Path}: found no model.vocab, expected an object of tokens and ids. Export the tokenizer "
                + "again.");
        }

        var vocabulary = new Dictionary<string, int>();
        foreach (var token in tokens.EnumerateObject())
        {
            vocabulary[token.Name] = token.Value.TryGetInt32(out var id) && id is >= 0 and < HashedWords.BucketsMax
                ? id
                : throw new ScanException(
                    $"{file.Path}: found the id {token.Value} of token '{token.Name}', expected 0 to "
                    + $"{HashedWords.BucketsMax - 1}. Export the tokenizer again.");
        }

        var lowers = file.Flag("normalizer", "lowercase") ?? true;
        return new WordPiece(vocabulary, new WordPieceOptions
        {
            StartId = Special(file, vocabulary, "cls", 0, "[CLS]"),
            EndId = Special(file, vocabulary, "sep", -1, "[SEP]"),
            UnknownId = IdOf(file.Path, vocabulary, file.Text("model", "unk_token") ?? "[UNK]"),
            Prefix = file.Text("model", "continuing_subword_prefix") ?? "##",
            WordLengthMax = (int)(file.Integer("model", "max_input_chars_per_word") ?? 100),
            CleansText = file.Flag("normalizer", "clean_text") ?? true,
            SplitsHan = file.Flag("normalizer", "handle_chinese_chars") ?? true,
            Lowers = lowers,
            StripsAccents = file.Flag("normalizer", "strip_accents") ?? lowers,
        });
    }

    /// <summary>Reads a vocab.txt, a token a line; its settings are in tokenizer_config.json.</summary>
    /// <exception cref="ScanException">A special token is missing.</exception>
    public static WordPiece ReadVocabulary(string path, JsonFile? config)
    {
        var vocabulary = new Dictionary<string, int>();
        foreach (var (id, line) in File.ReadLines(path).Index())
        {
            vocabulary[line.TrimEnd()] = id;
        }

        var lowers = config?.Flag("do_lower_case") ?? true;
        return new WordPiece(vocabulary, new WordPieceOptions
        {
            StartId = IdOf(path, vocabulary, config?.Text("cls_token") ?? "[CLS]"),
            EndId = IdOf(path, vocabulary, config?.Text("sep_token") ?? "[SEP]"),
            UnknownId = IdOf(path, vocabulary, config?.Text("unk_token") ?? "[UNK]"),
            SplitsHan = config?.Flag("tokenize_chinese_chars") ?? true,
            Lowers = lowers,
            StripsAccents = config?.Flag("strip_accents") ?? lowers,
        });
    }

    private static void Require(JsonFile file, string part, string type)
    {
        var found = file.Text(part, "type");
        if (found != type)
        {
            throw new ScanException(
                $"{file.Path}: found {part}.type '{found}', expected {type} beside a WordPiece model. Choose another "
                + "model with --model.");
        }
    }

    /// <summary>
    /// The id before or after the text: of BertProcessing's field, else of TemplateProcessing, else by its usual name.
    /// </summary>
    private static int Special(
        JsonFile file, Dictionary<string, int> vocabulary, string field, int place, string usualName)
    {
        if (file.Value("post_processor", field) is { ValueKind: JsonValueKind.Array } pair
            && pair.GetArrayLength() == 2)
        {
            return IdOf(file.Path, vocabulary, pair[0].ToString());
        }

        if (file.Value("post_processor", "single") is { ValueKind: JsonValueKind.Array } template
            && template.GetArrayLength() > 0)
        {
            var item = template[place < 0 ? template.GetArrayLength() + place : place];
            if (item.TryGetProperty("SpecialToken", out var token) && token.TryGetProperty("id", out var name))
            {
                return IdOf(file.Path, vocabulary, name.ToString());
            }
        }

        return IdOf(file.Path, vocabulary, usualName);
    }

    private static int IdOf(string path, Dictionary<string, int> vocabulary, string token) =>
        vocabulary.TryGetValue(token, out var id)
            ? id
            : throw new ScanException(
                $"{path}: found no token '{token}' among {vocabulary.Count}, expected it in a WordPiece vocabulary. "
                + "Export the tokenizer again.");
}
