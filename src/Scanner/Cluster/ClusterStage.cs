using System.Text.Json;
using Scanner.Embed;
using Scanner.Ingest;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Cluster;

/// <summary>
/// The shell of the fourth stage: components and vectors to templates.parquet, row_templates.parquet,
/// assignments.parquet.
/// </summary>
public static class ClusterStage
{
    /// <summary>Changes when the same input would give other artifacts.</summary>
    public const int Version = 1;

    // Skeletons are aligned for templates that this many accounts carry; the others show their medoid.
    private const int SkeletonAccountsMin = 3;

    /// <summary>Runs the stage, or returns the summary of a fresh one.</summary>
    public static ClusterSummary Run(StageContext context, ClusterOptions options)
    {
        if (options.MedoidSimilarity is <= 0 or > 1 or double.NaN)
        {
            throw new ScanException(
                $"medoid similarity: found {options.MedoidSimilarity}, expected a number in (0, 1].");
        }

        return context.Run.Publish(Stage.Cluster, Version, options, folder => Write(context, options, folder));
    }

    private static ClusterSummary Write(StageContext context, ClusterOptions options, string folder)
    {
        using var database = Database.InMemory(new DatabaseOptions(
            context.Threads, Limits.DatabaseBytesMax, folder, context.Cancellation));
        Tell(context, "reading requests", 0, 3);
        var requests = RequestTable.Load(context.Run, database);
        var joined = RowTable.Load(context.Run, database);
        var spansOf = SpanTable.Load(context.Run, database, joined.Count);

        Tell(context, "splitting components", 1, 3);
        using var vectors = RunVectors.Open(context.Run);
        var joinedAt = JoinedAt(context.Run);
        var similarityMin = (float?)options.MedoidSimilarity ?? joinedAt;
        var stored = PairTable.Load(context.Run, database, joined.Neighbors, joinedAt, similarityMin);
        var medoids = MedoidSplit.Medoids(joined, stored, (row, vector) => vectors.CopyRows(row, 1, vector),
            vectors.Dim, similarityMin, context.Threads, context.Cancellation);
        var templates = TemplateBuilder.Build(requests, spansOf, medoids, options.MergeJaccard,
            options.Segments == SegmentKinds.All ? null
                : TemplateTexts.OfKinds(context.Run, database, options.Segments));

        Tell(context, "aligning skeletons", 2, 3);
        context.Cancellation.ThrowIfCancellationRequested();
        var texts = TemplateTexts.Load(context.Run, database, templates, options.SkeletonTexts);
        var rows = Describe(templates, requests, texts, options, context.Threads);
        WriteTemplates(database, folder, rows);
        WriteRowTemplates(database, folder, templates);
        var assigned = Assignments.Write(
            context.Run, database, folder, templates, rows, requests.Accounts.Values.Length);
        return new ClusterSummary(templates.Count, assigned, requests.Count);
    }

    private static float JoinedAt(RunFolder run) =>
        run.Record(Stage.Join)!.Summary.Deserialize<JoinSummary>(Fingerprint.Json)!.Threshold;

    private static TemplateRow[] Describe(TemplateSet templates, RequestTable requests, TemplateTexts texts,
        ClusterOptions options, int threads)
    {
        var rows = new TemplateRow[templates.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, template =>
        {
            var accounts = templates.AccountsOf(template, requests).Count;
            var samples = texts.Of(template);
            var shown = accounts >= SkeletonAccountsMin ? samples : samples.Take(1).ToArray();
            rows[template] = new TemplateRow(
                templates.Medoids[template], texts.KindsOf(template), texts.CountOf(template),
                templates.RequestsOf.Of(template).Length, accounts,
                SkeletonBuilder.Build(shown, options.SkeletonWords));
        });
        return rows;
    }

    private static void WriteTemplates(Database database, string folder, TemplateRow[] rows)
    {
        database.Execute("CREATE TABLE templates (template INTEGER, id VARCHAR, medoid INTEGER, kinds INTEGER, "
            + "texts INTEGER, requests BIGINT, accounts INTEGER, skeleton VARCHAR, slots VARCHAR)");
        using (var writer = database.Append("templates"))
        {
            for (var template = 0; template < rows.Length; template++)
            {
                var row = rows[template];
                writer.Set(0, template);
                writer.SetText(1, TemplateSet.Id(template));
                writer.Set(2, row.Medoid);
                writer.Set(3, row.Kinds);
                writer.Set(4, row.Texts);
                writer.Set(5, (long)row.Requests);
                writer.Set(6, row.Accounts);
                writer.SetText(7, row.Skeleton.Text);
                writer.SetText(8, JsonSerializer.Serialize(row.Skeleton.Slots));
                writer.EndRow();
            }
        }

        database.SaveParquet("templates", Path.Combine(folder, "templates.parquet"));
    }

    private static void WriteRowTemplates(Database database, string folder, TemplateSet templates)
    {
        database.Execute("CREATE TABLE row_templates (row INTEGER, template INTEGER)");
        using (var writer = database.Append("row_templates"))
        {
            for (var row = 0; row < templates.TemplateOfRow.Length; row++)
            {
                if (templates.TemplateOfRow[row] >= 0)
                {
                    writer.Set(0, row);
                    writer.Set(1, templates.TemplateOfRow[row]);
                    writer.EndRow();
                }
            }
        }

        database.SaveParquet("row_templates", Path.Combine(folder, "row_templates.parquet"));
    }

    private static void Tell(StageContext context, string doing, int done, int total) =>
        context.Progress.Report(new StageProgress(Stage.Cluster, doing, done, total, "steps"));
}
