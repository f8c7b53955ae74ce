using BenchmarkDotNet.Attributes;
using Scanner.Join;

namespace Scanner.Bench;

/// <summary>The join's hot loop: one tile of 480 × 480 rows of 256 dims, 59 million multiply-adds.</summary>
public class JoinBenchmarks
{
    private const int Rows = 480, Dim = 256;
    private const float Threshold = 0.8f;

    private readonly TileHits _hits = new();
    private float[] _values = [];
    private IJoinBackend _backend = JoinBackends.All[^1];
    private PackedTile _tile = new(0);

    // The same rows: a tile with itself may be half the work.
    private PackedTile _other = new(0);

    public static IEnumerable<string> Backends =>
        JoinBackends.All.Where(backend => backend.IsAvailable).Select(backend => backend.Name);

    [ParamsSource(nameof(Backends))]
    public string Backend { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _backend = JoinBackends.Choose(Backend);
        _values = SampleVectors.Make(Rows, Dim, familyRows: 20, familyShare: 0.5);
        _tile = new PackedTile(_backend.TileBytes(Rows, Dim));
        _other = new PackedTile(_backend.TileBytes(Rows, Dim));
        Pack();
        _other.Describe(0, Rows, Dim);
        _backend.Pack(_values, _other);

        var settings = new JoinSettings(Threshold);
        var expected = Joiner.SelfJoin(RowSource.Of(_values, Dim), settings with { Backend = "reference" });
        int found = Collect();
        if (expected.PairCount == 0 || found != Rows + 2 * expected.PairCount)
            throw new InvalidOperationException($"{Backend}: {found} hits, expected {Rows} + 2 × {expected.PairCount}");

        Console.WriteLine($"// {Backend}: checked, {expected.PairCount} pairs");
    }

    [Benchmark]
    public int Collect()
    {
        _hits.Clear();
        _backend.Collect(_tile, _other, Threshold, _hits);
        return _hits.Count;
    }

    [Benchmark]
    public void Pack()
    {
        _tile.Describe(0, Rows, Dim);
        _backend.Pack(_values, _tile);
    }
}
