using System.Diagnostics;
using Scanner.Runs;
using Serilog.Events;

namespace Scanner.Embed;

/// <summary>
/// The Embed stage: <c>1-ingest/texts.parquet</c> to <c>2-embed/vectors.npy</c> and <c>model.json</c>.
/// </summary>
public static class EmbedStage
{
    /// <summary>Raised when the same texts and model give other vectors.</summary>
    public const int Version = 1;

    /// <summary>Embeds the run's distinct texts, unless that is done already with the same model.</summary>
    /// <exception cref="ScanException">
    /// Ingest is missing, the model is damaged, or the device does not work.
    /// </exception>
    public static EmbedSummary Run(StageContext context, EmbedOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var model = ModelFolder.Open(options.Model, options.Dim, options.Precision);
        return context.Run.Publish(
            Stage.Embed, Version, new Made(model.Name, model.Hash, model.Dim),
            folder => Write(context, options, model, folder));
    }

    private static EmbedSummary Write(StageContext context, EmbedOptions options, ModelFolder model, string folder)
    {
        var clock = Stopwatch.StartNew();
        using var embedder = TextEmbedder.Open(
            model, options.Device, context.Threads, options.Cache, options.DeviceBytesMax, context.Cancellation);
        if (embedder.FellBack is { } why)
        {
            // A build without CUDA is how most machines are: then only the run's log says so.
            bool isUsual = why.EndsWith(DeviceProvider.CpuPackage, StringComparison.Ordinal);
            context.Log.Write(
                isUsual ? LogEventLevel.Debug : LogEventLevel.Information, "Models run on the processor. {Why}", why);
        }

        using var database = Database.InMemory(
            new DatabaseOptions(context.Threads, Limits.DatabaseBytesMax, folder, context.Cancellation));
        var source = Database.Literal(context.Run.Artifact(Stage.Ingest, "texts.parquet"));
        var textCount = CountTexts(database, source);

        EmbedCounts counts;
        using (var writer = VectorFile.Create(Path.Combine(folder, "vectors.npy"), textCount, embedder.Dim))
        {
            long written = 0;
            counts = embedder.Embed(ReadTexts(database, source), null, rows =>
            {
                writer.WriteRows(rows);
                written += rows.Length / embedder.Dim;
                context.Progress.Report(
                    new StageProgress(Stage.Embed, "embedding texts", written, textCount, "texts"));
            });
        }

        embedder.PublishCache();
        ModelRecord.Of(model, embedder).Write(Path.Combine(folder, "model.json"));
        var seconds = clock.Elapsed.TotalSeconds;
        context.Log.Information(
            "Embedded {Texts} texts with {Model} on {Device} in {Seconds:0.0} s, {Known} of them known from earlier "
            + "runs: {Tokens} tokens, {Cut} texts cut at {TokensMax}, {Empty} without tokens",
            counts.Texts, model.Name, embedder.Device, seconds, counts.Known, counts.Tokens, counts.Cut,
            model.TokensMax, counts.Empty);
        return new EmbedSummary(
            textCount, embedder.Dim, model.Name, embedder.Device, counts.Empty, counts.Cut, counts.Tokens,
            counts.Known, seconds);
    }

    private static int CountTexts(Database database, string source)
    {
        using var table = database.Query($"SELECT count(*) FROM {source}");
        table.NextChunk();
        return checked((int)table.Column<long>(0)[0]);
    }

    /// <summary>The texts in the order of their rows.</summary>
    private static IEnumerable<string> ReadTexts(Database database, string source)
    {
        using var table = database.Query($"SELECT text FROM {source}");
        while (table.NextChunk())
        {
            for (var i = 0; i < table.RowCount; i++)
            {
                yield return table.Text(0, i) ?? "";
            }
        }
    }

    /// <summary>What the vectors are made with: where the model's folder lies does not matter.</summary>
    private sealed record Made(string Model, string ModelHash, int? Dim);
}
