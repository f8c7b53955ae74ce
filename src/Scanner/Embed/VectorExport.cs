using System.Text;
using System.Text.Json;
using Scanner.Ingest.Formats;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>Options of <see cref="VectorExport"/>.</summary>
/// <param name="Texts">
/// A file of JSON lines with a field <c>text</c>, or of plain lines. A line that begins with { is JSON.
/// </param>
/// <param name="Output">The .npy file to write.</param>
public sealed record VectorExportOptions(string Texts, string Output)
{
    /// <summary>The name of a model that ships with the program, or a folder's path.</summary>
    public string Model { get; init; } = "default";

    /// <summary>Components to keep of a vector, from the first; null for all.</summary>
    public int? Dim { get; init; }

    /// <summary>Which weights where a model has several: one of <see cref="ModelFiles.Precisions"/>.</summary>
    public string? Precision { get; init; }

    /// <summary>As <see cref="DeviceChoice.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <inheritdoc cref="EmbedOptions.DeviceBytesMax"/>
    public long? DeviceBytesMax { get; init; }

    /// <summary>Where vectors are kept from call to call; null: nowhere. Never changes a result.</summary>
    public string? Cache { get; init; }

    /// <summary>Threads, at least 1. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>What was written.</summary>
/// <param name="Rows">Rows of the matrix, one a line.</param>
/// <param name="Dim">Components of a row.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="RowsZero">Lines without anything to compare: zero rows.</param>
/// <param name="TextsCut">Texts with more tokens than the model takes.</param>
/// <param name="TextsKnown">Texts whose vectors were known from an earlier call.</param>
public sealed record VectorExportSummary(
    int Rows, int Dim, string Model, string Device, long RowsZero, long TextsCut, long TextsKnown);

/// <summary>
/// Anyone's texts to vectors, as a run makes them of its own: normalised, then embedded. Row i is of line i.
/// </summary>
public static class VectorExport
{
    /// <summary>Reads texts, writes vectors.</summary>
    /// <param name="options">What to read and write.</param>
    /// <param name="onProgress">Told of lines done and lines in all.</param>
    /// <param name="cancellation">Ends it early; no file is left then.</param>
    /// <exception cref="ScanException">
    /// A line has no text, the model or device does not work, or a file is missing.
    /// </exception>
    public static VectorExportSummary Run(
        VectorExportOptions options, Action<long, long>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = ModelFolder.Open(options.Model, options.Dim, options.Precision);
        CheckPaths(options);
        using var embedder = TextEmbedder.Open(
            model, options.Device, options.Threads, options.Cache, options.DeviceBytesMax, cancellation);
        var aside = options.Output + ".part";
        try
        {
            var rows = File.ReadLines(options.Texts, Encoding.UTF8).Count();
            var counts = Write(aside, rows, options.Texts, embedder, onProgress);
            File.Move(aside, options.Output, overwrite: true);
            return new VectorExportSummary(
                rows, embedder.Dim, model.Name, embedder.Device, counts.Empty, counts.Cut, counts.Known);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"--out {options.Output}: cannot be written, or {options.Texts} not be read: "
                + $"{error.Message.TrimEnd('.')}. Expected a file that can be, and room for the vectors; free some, or "
                + "name another file.", error);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static EmbedCounts Write(
        string path, int rows, string textsPath, TextEmbedder embedder, Action<long, long>? onProgress)
    {
        using var writer = VectorFile.Create(path, rows, embedder.Dim);
        long written = 0;
        var counts = embedder.Embed(
            File.ReadLines(textsPath, Encoding.UTF8),
            (row, line) => TextNormalizer.Normalize(TextOf(textsPath, row + 1, line)),
            vectors =>
            {
                writer.WriteRows(vectors);
                written += vectors.Length / embedder.Dim;
                onProgress?.Invoke(written, rows);
            });
        embedder.PublishCache();
        return counts;
    }

    private static void CheckPaths(VectorExportOptions options)
    {
        if (!File.Exists(options.Texts))
        {
            throw new ScanException(
                $"{options.Texts}: no such file. Expected a file of lines: JSON with a field 'text', or plain text.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(options.Output))!;
        if (!Directory.Exists(folder))
        {
            throw new ScanException($"--out {options.Output}: no folder {folder}. Make it, or name another file.");
        }
    }

    private static string TextOf(string path, long number, string line)
    {
        if (!line.AsSpan().TrimStart().StartsWith('{'))
            return line;
        try
        {
            using var json = JsonDocument.Parse(HalfSurrogates.Mend(Encoding.UTF8.GetBytes(line)));
            if (json.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString()!;
            }

            var fields = string.Join(", ", json.RootElement.EnumerateObject().Select(field => field.Name));
            throw new ScanException(
                $"{path}:{number}: no text in a field 'text' (found: {fields}). Expected one in every JSON line; "
                + "rename the field.");
        }
        catch (JsonException error)
        {
            throw new ScanException(
                $"{path}:{number}: begins with "
                + $"{{ but is no JSON: {error.Message.TrimEnd('.')}. Expected a JSON object with a field "
                + "'text'. Mend the line.", error);
        }
    }
}
