using System.Security.Cryptography;
using System.Text;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// A model in the layout of Hugging Face exports: config.json, tokenizer.json or vocab.txt, model.onnx or
/// onnx/model.onnx,
/// 1_Pooling/config.json; and, optional, this program's own scanner.json (name, threshold, max_tokens, pooling), which
/// wins.
/// </summary>
public sealed class ModelFolder
{
    // What BERT-like models take where nothing is said.
    private const int TokensMaxUsual = 512;

    private static readonly string[] SettingFiles =
    [
        "config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "sentence_bert_config.json",
        "1_Pooling/config.json", "scanner.json",
    ];

    private ModelFolder(string path, string onnxPath)
    {
        Path = path;
        OnnxPath = onnxPath;
        var config = JsonFile.Find(path, "config.json") ?? throw Missing(path, "config.json");
        var own = JsonFile.Find(path, "scanner.json");
        Name = own?.Text("name") ?? System.IO.Path.GetFileName(path);
        ConfiguredDim = config.Integer("hidden_size") ?? config.Integer("dim") ?? config.Integer("d_model");
        Threshold = ReadThreshold(own);
        TokensMax = ReadTokensMax(own, config);
        Pooling = ReadPooling(own);
        Tokenizer = TokenizerFile.Read(path);
        Hash = HashFiles();
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Path of the ONNX file.</summary>
    public string OnnxPath { get; }

    /// <summary>The model's name.</summary>
    public string Name { get; }

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

    /// <summary>The model's tokenizer.</summary>
    public ITokenizer Tokenizer { get; }

    /// <summary>SHA-256 over the names and contents of the files that matter, as 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Folder of the models that ship with the program.</summary>
    public static string ShippedFolder => System.IO.Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Reads a model's folder.</summary>
    /// <param name="nameOrPath">The name of a model that ships with the program, or a folder's path.</param>
    /// <exception cref="ScanException">There is no such model, or something about it is missing or damaged.</exception>
    public static ModelFolder Open(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        var path = Find(nameOrPath);
        if (Directory.Exists(System.IO.Path.Combine(path, "2_Dense")))
        {
            throw new ScanException(
                $"{path}: found 2_Dense, a layer after pooling, which is not supported. Export it as part of "
                + "model.onnx.");
        }

        string[] places = ["model.onnx", "onnx/model.onnx"];
        var onnxPath = places.Select(place => System.IO.Path.Combine(path, place)).FirstOrDefault(File.Exists);
        return new ModelFolder(path, onnxPath ?? throw Missing(path, "model.onnx or onnx/model.onnx"));
    }

    private static string Find(string nameOrPath)
    {
        var shipped = System.IO.Path.Combine(ShippedFolder, nameOrPath);
        if (System.IO.Path.GetFileName(nameOrPath) == nameOrPath && Directory.Exists(shipped))
        {
            return shipped;
        }

        if (Directory.Exists(nameOrPath))
        {
            return System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(nameOrPath));
        }

        var names = Directory.Exists(ShippedFolder) ? Directory.GetDirectories(ShippedFolder) : [];
        var found = names.Length == 0 ? "none" : string.Join(", ", names.Select(System.IO.Path.GetFileName).Order());
        throw new ScanException(
            $"--model {nameOrPath}: no such folder, and no such model in {ShippedFolder} (found there: {found}). "
            + "Give the path of a folder with config.json, tokenizer.json and model.onnx, or one of those names.");
    }

    private static ScanException Missing(string path, string file)
    {
        var names = Directory.GetFileSystemEntries(path).Select(System.IO.Path.GetFileName)
            .Order(StringComparer.Ordinal);
        return new ScanException(
            $"{path}: no {file} (found: {string.Join(", ", names.Take(20))}). Expected a model in the layout of "
            + "Hugging Face's "
            + "ONNX exports; make one with: optimum-cli export onnx");
    }

    private static double? ReadThreshold(JsonFile? own) => own?.Number("threshold") switch
    {
        null => null,
        > 0 and <= 1 and var threshold => threshold,
        var other => throw new ScanException(
            $"{own!.Path}: found threshold {other}, expected a number in (0, 1]. Correct it."),
    };

    private int ReadTokensMax(JsonFile? own, JsonFile config)
    {
        var sentence = JsonFile.Find(Path, "sentence_bert_config.json");
        var tokensMax = own?.Integer("max_tokens") ?? sentence?.Integer("max_seq_length")
            ?? config.Integer("max_position_embeddings") ?? TokensMaxUsual;
        return tokensMax is >= 2 and <= Limits.TextTokensMax
            ? (int)tokensMax
            : throw new ScanException(
                $"{Path}: found {tokensMax} as most tokens of a text, expected 2 to {Limits.TextTokensMax}. Set "
                + "max_tokens in scanner.json.");
    }

    private Pooling? ReadPooling(JsonFile? own)
    {
        if (own?.Text("pooling") is { } named)
        {
            return Enum.TryParse<Pooling>(named, ignoreCase: true, out var pooling) && Enum.IsDefined(pooling)
                ? pooling
                : throw new ScanException(
                    $"{own.Path}: found pooling '{named}', expected none, mean, cls or max. Correct it.");
        }

        if (JsonFile.Find(Path, "1_Pooling/config.json") is not { } file)
        {
            return null;
        }

        return file.Flag("pooling_mode_mean_tokens") == true ? Embed.Pooling.Mean
            : file.Flag("pooling_mode_cls_token") == true ? Embed.Pooling.Cls
            : file.Flag("pooling_mode_max_tokens") == true ? Embed.Pooling.Max
            : throw new ScanException(
                $"{file.Path}: found none of pooling_mode_mean_tokens, pooling_mode_cls_token, "
                + "pooling_mode_max_tokens set, "
                + "expected one. Set pooling in scanner.json.");
    }

    private string HashFiles()
    {
        // Weights beyond 2 GiB lie beside the ONNX file: model.onnx_data or model.onnx.data.
        var onnxFiles = Directory.GetFiles(System.IO.Path.GetDirectoryName(OnnxPath)!, "model.onnx*");
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
