using System.Security.Cryptography;
using System.Text;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// A model in the layout of Hugging Face exports: config.json, tokenizer.json or vocab.txt, model.onnx or
/// onnx/model.onnx, modules.json and 1_Pooling/config.json; and, optional, this program's own scanner.json (name,
/// threshold, max_tokens, pooling, prefix), which wins.
/// </summary>
public sealed class ModelFolder
{
    private static readonly string[] SettingFiles =
    [
        "config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "sentence_bert_config.json",
        "config_sentence_transformers.json", "modules.json", "1_Pooling/config.json", "scanner.json",
    ];

    private ModelFolder(string path, string onnxPath, int? dim)
    {
        Path = path;
        OnnxPath = onnxPath;
        Dim = dim;
        var settings = ModelSettings.Of(path) ?? throw ModelFiles.Missing(path, "config.json");
        Name = settings.Name;
        ConfiguredDim = settings.Dim;
        Threshold = settings.Threshold();
        TokensMax = settings.TokensMax();
        Pooling = settings.Pooling();
        Prefix = settings.Prefix();
        Tokenizer = TokenizerFile.Read(path);
        Hash = HashFiles();
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Path of the ONNX file.</summary>
    public string OnnxPath { get; }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>Components that are kept of a vector, from the first; null for all.</summary>
    public int? Dim { get; }

    /// <summary>Components of a vector as config.json says; null where it does not.</summary>
    public long? ConfiguredDim { get; }

    /// <summary>Least similarity of near-duplicates, in (0, 1]; null where the folder does not say.</summary>
    public double? Threshold { get; }

    /// <summary>Most tokens of a text; the rest is cut.</summary>
    public int TokensMax { get; }

    /// <summary>
    /// How tokens become one vector where the model's output is not pooled; null where the folder does not say.
    /// </summary>
    public Pooling? Pooling { get; }

    /// <summary>What is put before every text, as some models were trained with ("query: ").</summary>
    public string Prefix { get; }

    /// <summary>The model's tokenizer.</summary>
    public ITokenizer Tokenizer { get; }

    /// <summary>SHA-256 over the names and contents of the files that matter, as 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Reads a model's folder.</summary>
    /// <param name="nameOrPath">The name of a model that ships or was added, or a folder's path.</param>
    /// <param name="dim">
    /// Components to keep of a vector, from the first, for models trained to be cut (Matryoshka); null for all.
    /// </param>
    /// <param name="precision">One of <see cref="ModelFiles.Precisions"/>; null for the best that is there.</param>
    /// <exception cref="ScanException">There is no such model, or something about it is missing or damaged.</exception>
    public static ModelFolder Open(string nameOrPath, int? dim = null, string? precision = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        var path = ModelFiles.Find(nameOrPath);
        if (Directory.Exists(System.IO.Path.Combine(path, "2_Dense")))
        {
            throw new ScanException(
                $"{path}: found 2_Dense, a layer after pooling, which is not supported. Export it as part of "
                + "model.onnx.");
        }

        return new ModelFolder(path, ModelFiles.Onnx(path, precision), dim);
    }

    private string HashFiles()
    {
        // Weights beyond 2 GiB lie beside the ONNX file: model.onnx_data or model.onnx.data.
        var onnxFiles = Directory.GetFiles(
            System.IO.Path.GetDirectoryName(OnnxPath)!, System.IO.Path.GetFileName(OnnxPath) + "*");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in SettingFiles.Select(file => System.IO.Path.Combine(Path, file)).Where(File.Exists)
            .Concat(onnxFiles.Order(StringComparer.Ordinal)))
        {
            using var stream = File.OpenRead(path);
            var name = System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{stream.Length}\n"));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
