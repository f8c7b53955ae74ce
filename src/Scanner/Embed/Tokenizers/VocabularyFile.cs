using Scanner.Runs;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// Reads BERT's tokenizer from a vocab.txt, a token a line; its settings are in tokenizer_config.json.
/// </summary>
internal static class VocabularyFile
{
    /// <summary>Reads the tokenizer.</summary>
    /// <exception cref="ScanException">A special token is missing.</exception>
    public static TextTokenizer Read(string path, JsonFile? config)
    {
        var ids = new Dictionary<string, int>();
        foreach (var (id, line) in File.ReadLines(path).Index())
        {
            ids[line.TrimEnd()] = id;
        }

        bool lowers = config?.Flag("do_lower_case") ?? true;
        return new TextTokenizer(new TokenizerParts
        {
            Added = new AddedTokens(
                from name in (string[])["unk", "sep", "pad", "cls", "mask"]
                let content = config?.Text($"{name}_token") ?? $"[{name.ToUpperInvariant()}]"
                where ids.ContainsKey(content)
                select new AddedToken(content, ids[content])),
            Normalizers = StepReader.BertNormalizer(
                cleans: true, config?.Flag("tokenize_chinese_chars") ?? true,
                stripsAccents: config?.Flag("strip_accents") ?? lowers, lowers),
            PreTokenizers = [new BertWords()],
            Model = new WordPieceModel(new PieceTable(ids), "##", IdOf("unk_token", "[UNK]"), wordLengthMax: 100),
            Before = [IdOf("cls_token", "[CLS]")],
            Behind = [IdOf("sep_token", "[SEP]")],
        });

        int IdOf(string name, string usual)
        {
            string token = config?.Text(name) ?? usual;
            return ids.TryGetValue(token, out int id)
                ? id
                : throw new ScanException(
                    $"{path}: found no token '{token}' among {ids.Count}, expected it in a WordPiece vocabulary. "
                    + "Export the tokenizer again.");
        }
    }
}
