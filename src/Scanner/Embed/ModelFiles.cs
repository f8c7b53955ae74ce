using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>Where models lie, and which file of a folder holds the weights.</summary>
public static class ModelFiles
{
    // What exporters call the same model with weights of other types, best first.
    private static readonly (string Precision, string[] Names)[] Files =
    [
        ("fp32", ["model.onnx"]),
        ("fp16", ["model_fp16.onnx", "model_O4.onnx"]),
        ("int8", ["model_int8.onnx", "model_quantized.onnx", "model_uint8.onnx", "model_qint8_*.onnx"]),
    ];

    /// <summary>What <c>--precision</c> may be.</summary>
    public static IReadOnlyList<string> Precisions { get; } = [.. Files.Select(file => file.Precision)];

    /// <summary>Folder of the models that ship with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>
    /// Folder of the models that the user added: <c>SCANNER_MODELS</c>, else one of the user's own data folder.
    /// </summary>
    public static string AddedFolder => Environment.GetEnvironmentVariable("SCANNER_MODELS") is { Length: > 0 } set
        ? set
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "scanner", "models");

    /// <summary>
    /// Where vectors are kept unless another folder is named: <c>SCANNER_CACHE</c>, else one of the user's own.
    /// </summary>
    public static string CacheFolder => Environment.GetEnvironmentVariable("SCANNER_CACHE") is { Length: > 0 } set
        ? set
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "scanner", "vectors");

    /// <summary>The folders of all models that have a name, those that ship first.</summary>
    public static IReadOnlyList<string> All() =>
    [
        .. ((string[])[ShippedFolder, AddedFolder]).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder).Order(StringComparer.Ordinal)),
    ];

    /// <summary>The full path of a model's folder.</summary>
    /// <exception cref="ScanException">There is no such model.</exception>
    internal static string Find(string nameOrPath)
    {
        if (Path.GetFileName(nameOrPath) == nameOrPath
            && All().FirstOrDefault(folder => Path.GetFileName(folder) == nameOrPath) is { } named)
        {
            return named;
        }

        if (Directory.Exists(nameOrPath))
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(nameOrPath));
        }

        string found = string.Join(", ", All().Select(Path.GetFileName));
        throw new ScanException(
            $"--model {nameOrPath}: no such folder, and no such model in {ShippedFolder} and {AddedFolder} (found "
            + $"there: {(found.Length == 0 ? "none" : found)}). Give the path of a folder with config.json, "
            + "tokenizer.json and model.onnx, or one of those names.");
    }

    /// <summary>The ONNX file of a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="precision">Which; null for the best that is there.</param>
    /// <exception cref="ScanException">It is not there.</exception>
    internal static string Onnx(string path, string? precision)
    {
        string[] folders = [.. ((string[])[path, Path.Combine(path, "onnx")]).Where(Directory.Exists)];
        return Files.Where(file => precision is null || file.Precision == precision).SelectMany(file => file.Names)
            .SelectMany(name => folders.SelectMany(folder =>
                Directory.GetFiles(folder, name).Order(StringComparer.Ordinal)))
            .FirstOrDefault() ?? throw Missing(path, precision is null
                ? "model.onnx or onnx/model.onnx"
                : $"model with {precision} weights (one of onnx/"
                    + $"{string.Join(", ", Files.First(file => file.Precision == precision).Names)})");
    }

    /// <summary>The error that a file is missing.</summary>
    internal static ScanException Missing(string path, string file)
    {
        var names = Directory.GetFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        return new ScanException(
            $"{path}: no {file} (found: {string.Join(", ", names.Take(20))}). Expected a model in the layout of "
            + "Hugging Face's ONNX exports; make one with: optimum-cli export onnx");
    }
}
