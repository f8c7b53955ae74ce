using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>Finds out which tokenizer a model's folder asks for: by the <c>model.type</c> of its tokenizer.json.</summary>
internal static class TokenizerFile
{
    /// <summary>Reads the tokenizer.</summary>
    /// <exception cref="ScanException">There is none, it is damaged, or its type is not supported.</exception>
    public static ITokenizer Read(string folder)
    {
        var file = JsonFile.Find(folder, "tokenizer.json");
        if (file is null)
        {
            throw new ScanException(
                $"{folder}: found no tokenizer.json, expected one. Export the model with its tokenizer.");
        }

        return file.Text("model", "type") switch
        {
            HashedWords.Type => HashedWords.Read(file),
            var type => throw new ScanException(
                $"{file.Path}: found model.type '{type}', expected {HashedWords.Type}. Choose another model with --model."),
        };
    }
}
