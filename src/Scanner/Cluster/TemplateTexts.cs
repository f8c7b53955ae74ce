using Scanner.Runs;

namespace Scanner.Cluster;

/// <summary>A few original texts of every template, for skeletons and examples.</summary>
internal sealed class TemplateTexts
{
    private readonly List<string>[] _samples;
    private readonly int[] _kinds;
    private readonly int[] _counts;

    private TemplateTexts(int templates)
    {
        _samples = [.. Enumerable.Range(0, templates).Select(_ => new List<string>())];
        _kinds = new int[templates];
        _counts = new int[templates];
    }

    /// <summary>The medoid's text, then others of the same kind in row order.</summary>
    public IReadOnlyList<string> Of(int template) => _samples[template];

    /// <summary>Bit mask of the kinds of the medoid's text.</summary>
    public int KindsOf(int template) => _kinds[template];

    /// <summary>Distinct texts of the template.</summary>
    public int CountOf(int template) => _counts[template];

    /// <summary>[texts] whether a text is of one of these kinds.</summary>
    public static bool[] OfKinds(RunFolder run, Database database, int kinds)
    {
        var are = new List<bool>();
        using var reader = database.Query("SELECT kinds FROM "
            + $"read_parquet({Database.Literal(run.Artifact(Stage.Ingest, "texts.parquet"))}) ORDER BY row");
        while (reader.NextChunk())
        {
            foreach (var kind in reader.Column<int>(0))
            {
                are.Add((kind & kinds) != 0);
            }
        }

        return [.. are];
    }

    /// <summary>
    /// Reads texts.parquet once; keeps up to <paramref name="samplesMax"/> texts of a template, only such as share a
    /// kind with the medoid: a whole prompt and its head are not aligned with each other.
    /// </summary>
    public static TemplateTexts Load(RunFolder run, Database database, TemplateSet templates, int samplesMax)
    {
        var texts = new TemplateTexts(templates.Count);
        var file = Database.Literal(run.Artifact(Stage.Ingest, "texts.parquet"));
        var templateOfMedoid = new Dictionary<int, int>();
        for (var template = 0; template < templates.Count; template++)
        {
            templateOfMedoid[templates.Medoids[template]] = template;
        }

        Read(text =>
        {
            if (templateOfMedoid.TryGetValue(text.Row, out var template))
            {
                texts._kinds[template] = text.Kinds;
                texts._samples[template].Add(text.Text);
            }
        });
        Read(text =>
        {
            var template = templates.TemplateOfRow[text.Row];
            if (template < 0)
            {
                return;
            }

            texts._counts[template]++;
            if (!templateOfMedoid.ContainsKey(text.Row) && (texts._kinds[template] & text.Kinds) != 0
                && texts._samples[template].Count < samplesMax)
            {
                texts._samples[template].Add(text.Text);
            }
        });
        return texts;

        void Read(Action<(int Row, int Kinds, string Text)> see)
        {
            using var reader = database.Query($"SELECT row, kinds, coalesce(original, text) FROM read_parquet({file})");
            while (reader.NextChunk())
            {
                for (var row = 0; row < reader.RowCount; row++)
                {
                    see((reader.Column<int>(0)[row], reader.Column<int>(1)[row], reader.Text(2, row) ?? ""));
                }
            }
        }
    }
}
