using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// Finds out which tokenizer a model's folder asks for: by the <c>model.type</c> of its tokenizer.json, else by a
/// vocab.txt, which is WordPiece's.
/// </summary>
internal static class TokenizerFile
{
    /// <summary>Reads the tokenizer.</summary>
    /// <exception cref="ScanException">There is none, it is damaged, or its type is not supported.</exception>
    public static ITokenizer Read(string folder)
    {
        if (JsonFile.Find(folder, "tokenizer.json") is not { } file)
        {
            var vocabulary = Path.Combine(folder, "vocab.txt");
            return File.Exists(vocabulary)
                ? WordPieceFile.ReadVocabulary(vocabulary, JsonFile.Find(folder, "tokenizer_config.json"))
                : throw new ScanException(
                    $"{folder}: found neither tokenizer.json nor vocab.txt, expected one of them. Export the model "
                    + "with its tokenizer.");
        }

        return file.Text("model", "type") switch
        {
            HashedWords.Type => HashedWords.Read(file),
            WordPiece.Type => WordPieceFile.Read(file),
            var type => throw new ScanException(
                $"{file.Path}: found model.type '{type}', expected one of {WordPiece.Type} (BERT and its kin) and "
                + $"{HashedWords.Type} "
                + "(the default model). Other tokenizers are not supported: choose another model with --model."),
        };
    }
}
