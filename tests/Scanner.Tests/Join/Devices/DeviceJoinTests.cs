using FsCheck;
using FsCheck.Fluent;
using Scanner.Embed;
using Scanner.Join;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Join.Devices;

/// <summary>What surrounds the kernels (slabs, margins, bands, several devices, lost ones), without a GPU.</summary>
public sealed class DeviceJoinTests
{
    private static readonly Arbitrary<JoinCase> Cases = JoinCase.UpTo(rowsMax: 120, tileMax: 70);

    [Fact]
    public void Counts_components_and_capped_pairs_are_the_naive_ones() =>
        Prop.ForAll(Cases, sample =>
        {
            var (rows, seed, cap, tile, quarter) = sample;
            int dim = seed % 2 == 0 ? 9 : 17;
            var values = ExactRows.Make(rows, dim, seed);
            var settings = OnDevice(quarter / 4f) with { Cap = cap, TileRows = tile };
            var result = Joiner.SelfJoin(RowSource.Of(values, dim), settings);

            NaiveJoin.AssertIs(result, values, dim, settings);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_dense_matrix_goes_in_slabs_and_loses_no_pair()
    {
        // 300 × 300 equal rows are 45,000 pairs; a launch may hand over 16 × 304.
        const int Rows = 300, Dim = 4, Cap = 3;
        var values = Enumerable.Repeat(0.5f, Rows * Dim).ToArray();
        var settings = OnDevice(1) with { Cap = Cap, TileRows = Rows };
        var result = Joiner.SelfJoin(RowSource.Of(values, Dim), settings);

        NaiveJoin.AssertIsOfEqualRows(result, Rows, Cap);
    }

    [Fact]
    public void All_pairs_are_kept_on_request()
    {
        const int Dim = 9;
        var values = ExactRows.Make(200, Dim, seed: 3);
        var settings = OnDevice(0.5f) with { Cap = 1, KeepAllPairs = true, TileRows = 64 };
        var expected = NaiveJoin.Pairs(values, Dim, 0.5f);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Joiner.SelfJoin(RowSource.Of(values, Dim), settings).Pairs);
    }

    [Theory]
    [InlineData(1, long.MaxValue)]
    [InlineData(3, long.MaxValue)]
    [InlineData(1, 32 * 17 * 4 * 4)]
    [InlineData(2, 32 * 17 * 4 * 6)]
    public void Bands_and_several_devices_change_nothing(int devices, long bytesMax)
    {
        const int Dim = 17;
        var rows = RowSource.Of(ExactRows.Make(400, Dim, seed: 1), Dim);
        var onProcessor = new JoinSettings(0.5f) { Cap = 5, Device = DeviceChoice.Parse("cpu") };
        var expected = Joiner.SelfJoin(rows, onProcessor);
        var found = Joiner.SelfJoin(rows, onProcessor with
        {
            Device = DeviceChoice.Parse("cuda"),
            Devices = new TestDevices([.. Enumerable.Repeat(TestDevices.Processor, devices)]),
            TileRows = 32,
            DeviceBytesMax = bytesMax,
        });
        Assert.NotEmpty(expected.Pairs);
        Assert.Equal(expected.Neighbors, found.Neighbors);
        Assert.Equal(expected.Components, found.Components);
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.Equal(string.Join('+', Enumerable.Repeat("cpu", devices)) + "/reference", found.Work.Backend);
    }

    [Fact]
    public void New_rows_against_history_are_the_processor_s()
    {
        const int Dim = 9;
        var all = ExactRows.Make(300, Dim, seed: 8);
        var (fresh, history) = (RowSource.Of(all[..(90 * Dim)], Dim), RowSource.Of(all[(90 * Dim)..], Dim));
        var settings = OnDevice(0.5f) with { Cap = 4, TileRows = 32 };
        var expected = Joiner.JoinHistory(fresh, history, settings with { Device = DeviceChoice.Parse("cpu") });
        var found = Joiner.JoinHistory(fresh, history, settings);
        Assert.NotEmpty(expected.Pairs);
        Assert.Equal(expected.Neighbors, found.Neighbors);
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.Equal(expected.PairCount, found.PairCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void A_lost_device_that_nobody_asked_for_is_made_up_for_by_the_processor(int launches)
    {
        const int Dim = 17;
        var rows = RowSource.Of(ExactRows.Make(400, Dim, seed: 1), Dim);
        var said = new List<string>();
        var settings = new JoinSettings(0.5f) { Cap = 5, TileRows = 64, AutoGigaflopsMin = 0 };
        var expected = Joiner.SelfJoin(rows, settings with { Device = DeviceChoice.Parse("cpu") });
        var found = Joiner.SelfJoin(rows, settings with
        {
            Devices = new TestDevices(() => new FailingDevice(TestDevices.Processor(), launches)),
            Say = said.Add,
        });
        Assert.Equal(expected.Neighbors, found.Neighbors);
        Assert.Equal(expected.Components, found.Components);
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.Equal("Goes on on the processor: test:0 is lost (pulled out).", Assert.Single(said));
        Assert.StartsWith("test:0/reference, then cpu/", found.Work.Backend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_device_that_was_asked_for_is_an_error_that_says_how_to_go_on()
    {
        var settings = OnDevice(0.5f) with
        {
            Devices = new TestDevices(() => new FailingDevice(TestDevices.Processor(), launches: 2)),
            TileRows = 64,
        };
        Expect.Error<ScanException>(
            () => Joiner.SelfJoin(RowSource.Of(ExactRows.Make(400, 17, seed: 1), 17), settings),
            "--device cuda:0", "is lost (pulled out)", "same command again", "--device cpu");
    }

    [Fact]
    public void Too_little_memory_is_an_error_or_a_word_and_the_processor()
    {
        var rows = RowSource.Of(ExactRows.Make(400, 17, seed: 1), 17);
        var small = new TestDevices(() => new FailingDevice(TestDevices.Processor(), 0, freeBytes: 30_000));
        var settings = OnDevice(0.5f) with { Devices = small, TileRows = 64 };
        Expect.Error<ScanException>(() => Joiner.SelfJoin(rows, settings), "--device cuda:0: has", "MiB free");

        var said = new List<string>();
        var auto = settings with { Device = DeviceChoice.Auto, AutoGigaflopsMin = 0, Say = said.Add };
        Assert.NotEmpty(Joiner.SelfJoin(rows, auto).Pairs);
        Assert.Contains("Joins on the processor", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_leaves_small_joins_to_the_processor()
    {
        var never = new TestDevices(() => throw new InvalidOperationException("opened for 10 rows"));
        var settings = new JoinSettings(0.5f) { Devices = never };
        Assert.NotNull(Joiner.SelfJoin(RowSource.Of(ExactRows.Make(10, 9, seed: 1), 9), settings));
    }

    [Theory]
    [InlineData("cuda", "reference")]
    [InlineData("cpu", "mma")]
    public void Device_and_backend_must_not_contradict_each_other(string device, string backend)
    {
        var settings = new JoinSettings(0.5f) { Device = DeviceChoice.Parse(device), Backend = backend };
        Expect.Error<ScanException>(
            () => Joiner.SelfJoin(RowSource.Of([1, 0], 2), settings), $"--backend {backend}", "Leave one of them out");
    }

    [Fact]
    public void Without_gpu_kernels_a_gpu_is_refused_with_the_reason() => Expect.Error<ScanException>(
        () => Joiner.SelfJoin(RowSource.Of([1, 0], 2), new JoinSettings(0.5f) { Device = DeviceChoice.Parse("cuda") }),
        "--device cuda:0", "GPU kernels");

    private static JoinSettings OnDevice(float threshold) => new(threshold)
    {
        Device = DeviceChoice.Parse("cuda"),
        Devices = new TestDevices(TestDevices.Processor),
        Threads = 2,
    };
}
