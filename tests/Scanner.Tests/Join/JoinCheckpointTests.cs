using Scanner.Embed;
using Scanner.Join;
using Scanner.Runs;
using Scanner.Tests.Join.Devices;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Join;

/// <summary>A join that was ended goes on, wherever, and ends as if nothing had happened.</summary>
public sealed class JoinCheckpointTests : IDisposable
{
    private const int Rows = 400, Dim = 17;

    private static readonly RowSource Source = RowSource.Of(ExactRows.Make(Rows, Dim, seed: 1), Dim);
    private static readonly JoinSettings OnProcessor =
        new(0.5f) { Cap = 5, TileRows = 24, Threads = 2, Device = DeviceChoice.Parse("cpu") };

    private readonly TempFolder _folder = new();
    private readonly List<string> _said = [];

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1 << 14)]
    public void A_cancelled_join_goes_on_with_other_tiles(long packedBytesMax)
    {
        var settings = OnProcessor with { PackedBytesMax = packedBytesMax };
        CancelAfter(tiles: 100, settings);
        long total = 0;
        AssertSame(settings with { TileRows = 23, Backend = "reference" }, (_, all) => total = all);

        // 400 rows are 18 tiles of 23, hence 171 in the triangle; without the first 24 rows it is 153 at most.
        Assert.InRange(total, 1, 153);
        Assert.Contains("Goes on at row", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_device_s_join_goes_on_on_the_processor()
    {
        var settings = OnProcessor with
        {
            Device = DeviceChoice.Parse("cuda"),
            Devices = new TestDevices(() => new FailingDevice(TestDevices.Processor(), launches: 60)),
            Checkpoint = Checkpoint(),
        };
        Expect.Error<ScanException>(() => Joiner.SelfJoin(Source, settings), "saved rows are kept");
        AssertSame(OnProcessor, null);
        Assert.Contains("Goes on at row", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void All_pairs_are_kept_on_request_across_the_break()
    {
        var settings = OnProcessor with { KeepAllPairs = true };
        CancelAfter(tiles: 100, settings);
        AssertSame(settings, null);
        Assert.Single(_said);
    }

    [Fact]
    public void Another_join_s_file_is_not_gone_on_from()
    {
        CancelAfter(tiles: 100, OnProcessor);
        AssertSame(OnProcessor, null, identity: "another");
        Assert.Empty(_said);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(2000)]
    public void A_file_that_was_cut_short_is_not_gone_on_from(int bytes)
    {
        CancelAfter(tiles: 100, OnProcessor);
        using (var file = File.OpenWrite(Place)) file.SetLength(bytes);
        AssertSame(OnProcessor, null);
        Assert.Empty(_said);
    }

    [Fact]
    public void Short_joins_save_nothing()
    {
        var checkpoint = new JoinCheckpoint(Place, "this", TimeSpan.FromHours(1));
        Assert.NotEmpty(Joiner.SelfJoin(Source, OnProcessor with { Checkpoint = checkpoint }).Pairs);
        Assert.False(File.Exists(Place));
    }

    public void Dispose() => _folder.Dispose();

    private string Place => Path.Combine(_folder.Path, "join.checkpoint");

    private JoinCheckpoint Checkpoint(string identity = "this") => new(Place, identity, TimeSpan.Zero);

    private void CancelAfter(int tiles, JoinSettings settings)
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Joiner.SelfJoin(
            Source, settings with { Checkpoint = Checkpoint() },
            (done, _) =>
            {
                if (done == tiles) cancel.Cancel();
            },
            cancel.Token));
        Assert.True(File.Exists(Place), "nothing was saved");
    }

    private void AssertSame(JoinSettings settings, Action<long, long>? onTile, string identity = "this")
    {
        var expected = Joiner.SelfJoin(Source, settings with { Backend = null });
        var found = Joiner.SelfJoin(
            Source, settings with { Checkpoint = Checkpoint(identity), Say = _said.Add }, onTile);
        Assert.NotEmpty(expected.Pairs);
        Assert.Equal(expected.PairCount, found.PairCount);
        Assert.Equal(expected.Neighbors, found.Neighbors);
        Assert.Equal(expected.Components, found.Components);
        Assert.Equal(expected.Pairs, found.Pairs);
    }
}
