using Scanner.Embed.Tokenizers;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// Finds out which tokenizer a model's folder asks for: what its tokenizer.json says, else the WordPiece of a
/// vocab.txt.
/// </summary>
internal static class TokenizerFile
{
    /// <summary>Reads the tokenizer.</summary>
    /// <exception cref="ScanException">There is none, it is damaged, or a part of it is not supported.</exception>
    public static ITokenizer Read(string folder)
    {
        if (JsonFile.Find(folder, "tokenizer.json") is { } file)
        {
            return file.Text("model", "type") switch
            {
                HashedWords.Type => HashedWords.Read(file),
                HashedEdges.Type => HashedEdges.Read(file),
                _ => TokenizerReader.Read(file),
            };
        }

        var vocabulary = Path.Combine(folder, "vocab.txt");
        return File.Exists(vocabulary)
            ? VocabularyFile.Read(vocabulary, JsonFile.Find(folder, "tokenizer_config.json"))
            : throw new ScanException(
                $"{folder}: found neither tokenizer.json nor vocab.txt, expected one of them. Export the model "
                + "with its tokenizer.");
    }
}
