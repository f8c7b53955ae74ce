using System.Diagnostics;
using Scanner.Join;

namespace Scanner.GpuBench;

/// <summary>Where the time of a join goes, seen from outside: by rows that it reads and tiles it tells of.</summary>
internal sealed class JoinPhases(long rows)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _copied;
    private long _opened;
    private long _checked;
    private long _loaded;
    private long _firstTile;
    private long _lastTile;
    private long _tiles;
    private long _end;
    private TimeSpan _pauses;

    /// <summary>From the first tile done to the last, for the tiles in between and one more.</summary>
    public double TilesSeconds => Seconds(_firstTile, _lastTile) * _tiles / Math.Max(1, _tiles - 1);

    /// <summary>
    /// The same rows, watched: each is read once to be checked and once to be brought to the device. What int8 reads
    /// beside is part of the first tile.
    /// </summary>
    public RowSource Watch(RowSource source) => source with
    {
        Copy = (first, count, destination) =>
        {
            Interlocked.CompareExchange(ref _opened, Stopwatch.GetTimestamp(), 0);
            source.Copy(first, count, destination);
            Note(count);
        },
        CopyHalf = source.CopyHalf is not { } copy ? null : (first, count, destination) =>
        {
            copy(first, count, destination);
            Note(count);
        },
    };

    /// <summary>Notes a tile.</summary>
    public void OnTile(long done, long total)
    {
        if (done == 1) _firstTile = Stopwatch.GetTimestamp();
        if (done == total) (_lastTile, _tiles) = (Stopwatch.GetTimestamp(), total);
    }

    /// <summary>Notes the end.</summary>
    public void End(TimeSpan pauses) => (_end, _pauses) = (Stopwatch.GetTimestamp(), pauses);

    /// <summary>Seconds of each phase; the collection of garbage is part of the others.</summary>
    public object ForMachines() => new
    {
        opening = Seconds(_start, _opened),
        checking = Seconds(_opened, _checked),
        loading = Seconds(_checked, _loaded),
        first_tile = Seconds(_loaded, _firstTile),
        tiles = Seconds(_firstTile, _lastTile),
        pairs = Seconds(_lastTile, _end),
        garbage = Math.Round(_pauses.TotalSeconds, 3),
    };

    private void Note(int count)
    {
        long copied = Interlocked.Add(ref _copied, count);
        if (copied == rows) _checked = Stopwatch.GetTimestamp();
        if (copied == 2 * rows) _loaded = Stopwatch.GetTimestamp();
    }

    private static double Seconds(long from, long to) => Math.Round(Stopwatch.GetElapsedTime(from, to).TotalSeconds, 3);
}
