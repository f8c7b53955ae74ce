namespace Scanner.Join.Devices;

/// <summary>
/// Feeds one lane with tiles. Where a tile has more pairs than the lane has room for, it goes in slabs of left rows:
/// after each, the rows' lists are fuller and less is handed over.
/// </summary>
/// <param name="engine">What all workers share.</param>
/// <param name="device">Which of the engine's devices.</param>
/// <param name="collector">Takes in what is found.</param>
internal sealed class DeviceWorker(DeviceEngine engine, int device, ITileCollector collector)
    : ITileWorker<DeviceBand>
{
    // Slabs shrink fast and grow when there is plenty of room, so that few launches are in vain.
    private const int ShrinkFactor = 8, GrowFactor = 2;

    // Tiles after one that was too dense for coarse images that are joined by fine ones alone. A coarse launch in vain
    // costs half a fine one: one in nine makes dense data 6 % slower.
    private const int FineTilesAfterDense = 8;

    private readonly HitSettler _settler = new(engine.Threshold, collector);
    private IDeviceLane? _lane;
    private IJoinDevice? _standIn;
    private int _rowsAtOnce = engine.TileRows;
    private int _fineTiles;

    /// <inheritdoc/>
    public void Join(DeviceBand left, int leftTile, DeviceBand right, int rightTile)
    {
        int first = 0;
        while (!engine.IsLost(device))
        {
            try
            {
                _lane ??= OpenLane(engine.Devices[device]);
                JoinFrom(ref first, left, left[device, leftTile], right, right[device, rightTile]);
                return;
            }
            catch (DeviceException error)
            {
                engine.Lose(device, error);
            }
        }

        if (_standIn is null)
        {
            _lane?.Dispose();
            _standIn = engine.OpenStandIn();
            _lane = OpenLane(_standIn);
        }

        // What is left of the tile: rows before the first are in.
        using var one = _standIn.OpenTile(engine.TileRows, left.Source.Dim);
        one.Load(left.Source, left.Range(leftTile));
        using var other = left == right && leftTile == rightTile
            ? null
            : _standIn.OpenTile(engine.TileRows, right.Source.Dim);
        other?.Load(right.Source, right.Range(rightTile));
        JoinFrom(ref first, left, one, right, other ?? one);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lane?.Dispose();
        _standIn?.Dispose();
    }

    private void JoinFrom(ref int first, DeviceBand left, IDeviceTile one, DeviceBand right, IDeviceTile other)
    {
        var (leftRows, rightRows) = (one.Range, other.Range);
        var margin = FirstMargin(one, other, left.Source.Dim);
        while (first < leftRows.Rows)
        {
            int end = Math.Min(leftRows.Rows, first + _rowsAtOnce);
            var task = margin.Task(first, end, leftRows == rightRows && left == right, engine.Threshold);
            collector.ReadLeft(leftRows, _lane!.LeftFloors, _lane.LeftLabels);
            collector.ReadRight(rightRows, _lane.RightFloors, _lane.RightLabels);
            var found = _lane.Join(one, other, task);
            engine.Count(found);
            if (found.IsOverflow && margin.IsCoarse)
            {
                // Fewer pairs lie between the margins of fine images.
                _fineTiles = FineTilesAfterDense;
                margin = DeviceMargin.Of(one, other, left.Source.Dim, isCoarse: false);
                continue;
            }

            if (found.IsOverflow)
            {
                // A slab of the least size has room for all of its pairs.
                int slab = engine.Devices[device].SlabRows;
                _rowsAtOnce = Math.Max(slab, (end - first) / ShrinkFactor / slab * slab);
                continue;
            }

            collector.Count(found.LeftCounts, found.RightCounts, leftRows, rightRows);
            _settler.Settle(found.Hits, left.Source, right.Source, leftRows, rightRows, task, engine.Parallel);
            first = end;
            if (found.Hits.Length < HitsMax / ShrinkFactor)
                _rowsAtOnce = Math.Min(engine.TileRows, _rowsAtOnce * GrowFactor);
        }
    }

    // Coarse images find what may be a pair where that takes a similarity above 0, and pay where there are few.
    private DeviceMargin FirstMargin(IDeviceTile one, IDeviceTile other, int dim)
    {
        bool mayBeCoarse = one.CoarseError is not null && other.CoarseError is not null && _fineTiles == 0
            && _rowsAtOnce == engine.TileRows;
        if (_fineTiles > 0) _fineTiles--;
        if (mayBeCoarse)
        {
            var margin = DeviceMargin.Of(one, other, dim, isCoarse: true);
            if (margin.All < engine.Threshold) return margin;
        }

        return DeviceMargin.Of(one, other, dim, isCoarse: false);
    }

    private int HitsMax => checked(engine.Devices[device].SlabRows * engine.TileRows);

    private IDeviceLane OpenLane(IJoinDevice opened) => opened.OpenLane(engine.TileRows, HitsMax);
}
