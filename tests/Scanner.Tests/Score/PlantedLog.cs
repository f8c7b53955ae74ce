using Scanner.Ingest;
using Scanner.Score;

namespace Scanner.Tests.Score;

/// <summary>A log in memory with one candidate planted into ordinary traffic, for tests of single channels.</summary>
internal sealed class PlantedLog
{
    public const long Second = 1_000_000;
    public const long Day = 86_400 * Second;

    private readonly List<Row> _rows = [];
    private readonly List<float[]> _vectors = [];

    public sealed record Row(
        string Account, bool Planted, long Time, float[] Vector, string? Payment = null, string? Ip = null,
        string? UserAgent = null, long MaxTokens = 1024, string? Org = null, string? Model = null, int? Text = null,
        string? BringsBack = null, int Template = 0, int? Besides = null);

    /// <summary>What accounts.csv says of accounts.</summary>
    public Dictionary<string, AccountRow> Accounts { get; } = [];

    /// <summary>The model released within the log, by its name and time; null where none was.</summary>
    public (string Model, long Time)? Release { get; set; }

    /// <summary>Adds a request.</summary>
    public void Add(Row row) => _rows.Add(row);

    /// <summary>The candidate of the planted requests, and what channels measure it against.</summary>
    public (Candidate Candidate, Scene Scene) Build(int repeatsMin = 4)
    {
        var (set, population) = Templates();
        var requests = population.Requests;
        var released = Release is { } release ? new ReleasedModel(
            release.Model, Array.IndexOf(requests.Coded["model"].Values, release.Model), release.Time) : null;
        var scene = new Scene(population, (row, vector) => _vectors[row].CopyTo(vector), _rows[0].Vector.Length,
            Scanner.Score.Channels.Rhythm.Gathering(Enumerable.Range(0, requests.Count), requests), released,
            ReplayTable.Of(Replays()));
        return (Candidate.Of([0], set, population, repeatsMin), scene);
    }

    /// <summary>The templates of the planted requests, and the population.</summary>
    public (Scanner.Cluster.TemplateSet Set, Population Population) Templates()
    {
        var population = Population.Build(Requests(), AccountTable.Of(Accounts));
        var templatesOf = Incidence.Build(_rows.Count, (request, templates) =>
        {
            if (_rows[request].Planted)
            {
                templates.Add(_rows[request].Template);
                if (_rows[request].Besides is { } besides)
                {
                    templates.Add(besides);
                }
            }
        });
        var medoids = new int[1 + _rows.Max(row => Math.Max(row.Template, row.Besides ?? 0))];
        return (new Scanner.Cluster.TemplateSet(templatesOf, templatesOf.Transpose(medoids.Length), medoids, []),
            population);
    }

    private RequestTable Requests()
    {
        _rows.Sort((left, right) => left.Time.CompareTo(right.Time));
        _vectors.Clear();
        _vectors.AddRange(_rows.Select(row => row.Vector));
        var first = _rows.Index().Where(row => row.Item.Text is not null)
            .GroupBy(row => row.Item.Text!.Value).ToDictionary(rows => rows.Key, rows => rows.First().Index);
        return new RequestTable
        {
            Count = _rows.Count,
            Times = [.. _rows.Select(row => row.Time)],
            Accounts = Column(row => row.Account),
            Coded = new Dictionary<string, CodedColumn>
            {
                ["org"] = Column(row => row.Org),
                ["payment"] = Column(row => row.Payment),
                ["ip"] = Column(row => row.Ip),
                ["user_agent"] = Column(row => row.UserAgent),
                ["model"] = Column(row => row.Model),
                ["tools"] = Column(_ => null),
            },
            MaxTokens = [.. _rows.Select(row => row.MaxTokens)],
            Temperatures = [.. _rows.Select(_ => double.NaN)],
            Segments = [None(), [.. _rows.Select((row, i) => row.Text is { } text ? first[text] : i)], None(), None()],
        };

        int[] None() => [.. Enumerable.Repeat(-1, _rows.Count)];
    }

    // The response that is brought back is the one to the named account's first request.
    private IEnumerable<KeyValuePair<int, int>> Replays() =>
        from row in _rows.Index()
        where row.Item.BringsBack is not null
        select KeyValuePair.Create(row.Index, _rows.FindIndex(other => other.Account == row.Item.BringsBack));

    private CodedColumn Column(Func<Row, string?> value)
    {
        var builder = new CodedColumn.Builder();
        _rows.ForEach(row => builder.Add(value(row)));
        return builder.Build();
    }

    /// <summary>A random unit vector near a subject.</summary>
    public static float[] Near(Random random, float[]? subject, double weight)
    {
        var vector = new float[32];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(random.NextDouble() - 0.5) + (float)(weight * (subject?[i] ?? 0));
        }

        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / norm)];
    }
}
