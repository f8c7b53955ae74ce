using System.Text.Json;
using System.Text.Json.Nodes;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>What is said of a model when it is added; null: as its folder says.</summary>
/// <param name="Name">What <c>--model</c> calls it.</param>
/// <param name="Threshold">Least similarity of near-duplicates, in (0, 1].</param>
/// <param name="Prefix">What is put before every text.</param>
public sealed record AddedModelOptions(string? Name, double? Threshold, string? Prefix);

/// <summary>Copies a model to the user's own folder, so that it has a name.</summary>
public static class AddedModel
{
    /// <summary>Tries a model and copies it: aside first, renamed when whole.</summary>
    /// <param name="folder">A folder in Hugging Face layout.</param>
    /// <param name="options">What to say of it.</param>
    /// <returns>The new folder.</returns>
    /// <exception cref="ScanException">
    /// The model does not work, or its name is taken, or the copy cannot be written.
    /// </exception>
    public static string Add(string folder, AddedModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = ModelFolder.Open(folder);
        using (TextEmbedder.Open(model, "cpu", threads: 1))
        {
            // What is damaged is refused before it is copied.
        }

        string name = options.Name ?? Path.GetFileName(model.Path);
        string target = Path.Combine(ModelFiles.AddedFolder, name);
        if (name != Path.GetFileName(name) || ModelFiles.All().Any(known => Path.GetFileName(known) == name))
        {
            throw new ScanException(
                $"--name {name}: is taken, or no name of a folder. Expected one that no other model has: see scan "
                + "model list.");
        }

        string aside = target + ".part";
        try
        {
            Copy(model.Path, aside);
            WriteSettings(aside, name, options);
            Directory.Move(aside, target);
            return target;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"{ModelFiles.AddedFolder}: the model cannot be copied: {error.Message.TrimEnd('.')}. Expected room in "
                + "a folder that can be written; free some, or name another one by SCANNER_MODELS.", error);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    // Weights for other programs (PyTorch, TensorFlow) are left where they are.
    private static void Copy(string source, string target)
    {
        string[] kinds = [".json", ".txt", ".onnx", ".onnx_data", ".data", ".md"];
        foreach (string path in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            if (kinds.Contains(Path.GetExtension(path)))
            {
                string copy = Path.Combine(target, Path.GetRelativePath(source, path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path, copy, overwrite: true);
            }
        }
    }

    private static void WriteSettings(string folder, string name, AddedModelOptions options)
    {
        string path = Path.Combine(folder, "scanner.json");
        var settings = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];
        settings["name"] = name;
        if (options.Threshold is { } threshold)
        {
            settings["threshold"] = threshold;
        }

        if (options.Prefix is { } prefix)
        {
            settings["prefix"] = prefix;
        }

        File.WriteAllText(
            path, settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }
}
