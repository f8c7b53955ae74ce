using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed.Tokenizers;

/// <summary>Reads the <c>model</c> of a tokenizer.json.</summary>
internal static class ModelReader
{
    /// <summary>What may stand in <c>model.type</c>, for errors.</summary>
    public const string Types = "one of BPE, HashedEdges, HashedWords, Unigram, WordPiece";

    /// <summary>Reads the model.</summary>
    /// <exception cref="ScanException">Its type is unknown, or a field is missing or out of range.</exception>
    public static ITokenModel Read(JsonFile model) => model.Text("type") switch
    {
        "WordPiece" => WordPiece(model),
        "Unigram" => Unigram(model),
        "BPE" => Bpe(model),
        // Before there were others, the type went without saying.
        null when model.Value("merges") is not null => Bpe(model),
        null when model.Value("vocab") is { ValueKind: JsonValueKind.Array } => Unigram(model),
        var type => throw TokenizerReader.Unsupported(model, "model.type", type, Types),
    };

    private static WordPieceModel WordPiece(JsonFile model)
    {
        var vocabulary = Vocabulary(model);
        return new WordPieceModel(
            new PieceTable(vocabulary),
            model.Text("continuing_subword_prefix") ?? "##",
            IdOf(model, vocabulary, model.Text("unk_token") ?? "[UNK]"),
            (int)Math.Min(model.Integer("max_input_chars_per_word") ?? 100, int.MaxValue));
    }

    private static UnigramModel Unigram(JsonFile model)
    {
        var pieces = new List<(string Piece, double Score)>();
        foreach (var item in model.Items("vocab"))
        {
            pieces.Add(item.Piece ?? throw new ScanException(
                $"{item.Place}: found no piece with its score, expected [\"piece\", -1.5]. Export the tokenizer "
                + "again."));
        }

        long unknown = model.Integer("unk_id") ?? PieceTable.None;
        if (pieces.Count == 0 || unknown >= pieces.Count)
        {
            throw new ScanException(
                $"{model.Place}: found {pieces.Count} pieces in vocab and unk_id {unknown}, expected pieces and the id "
                + "of one of them. Export the tokenizer again.");
        }

        return new UnigramModel(pieces, (int)unknown, model.Flag("byte_fallback") ?? false);
    }

    private static BpeModel Bpe(JsonFile model)
    {
        var vocabulary = Vocabulary(model);
        string prefix = model.Text("continuing_subword_prefix") ?? "";
        var merges = new Dictionary<long, (int Rank, int Id)>();
        foreach (var (rank, item) in model.Items("merges").Index())
        {
            var (left, right) = item.Merge ?? throw new ScanException(
                $"{item.Place}: found no two tokens, expected \"a b\" or [\"a\", \"b\"]. Export the tokenizer again.");
            bool continues = right.StartsWith(prefix, StringComparison.Ordinal);
            string merged = left + (continues ? right[prefix.Length..] : right);
            long pair = BpeModel.Pair(IdOf(item, vocabulary, left), IdOf(item, vocabulary, right));
            merges[pair] = (rank, IdOf(item, vocabulary, merged));
        }

        string? unknown = model.Text("unk_token");
        return new BpeModel(new PieceTable(vocabulary), merges, new BpeOptions
        {
            UnknownId = unknown is null ? null : IdOf(model, vocabulary, unknown),
            FusesUnknown = model.Flag("fuse_unk") ?? false,
            FallsBackToBytes = model.Flag("byte_fallback") ?? false,
            IgnoresMerges = model.Flag("ignore_merges") ?? false,
            Prefix = prefix,
            Suffix = model.Text("end_of_word_suffix") ?? "",
        });
    }

    private static Dictionary<string, int> Vocabulary(JsonFile model)
    {
        if (model.Value("vocab") is not { ValueKind: JsonValueKind.Object } tokens)
        {
            throw new ScanException(
                $"{model.Place}: found no vocab, expected an object of tokens and ids. Export the tokenizer again.");
        }

        var vocabulary = new Dictionary<string, int>();
        foreach (var token in tokens.EnumerateObject())
        {
            vocabulary[token.Name] = token.Value.TryGetInt32(out int id) && id is >= 0 and < HashedWords.BucketsMax
                ? id
                : throw new ScanException(
                    $"{model.Place}: found the id {token.Value} of token '{token.Name}', expected 0 to "
                    + $"{HashedWords.BucketsMax - 1}. Export the tokenizer again.");
        }

        return vocabulary;
    }

    private static int IdOf(JsonFile place, Dictionary<string, int> vocabulary, string token) =>
        vocabulary.TryGetValue(token, out int id)
            ? id
            : throw new ScanException(
                $"{place.Place}: found no token '{token}' among {vocabulary.Count}, expected it in the vocabulary. "
                + "Export the tokenizer again.");
}
