using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Scanner.Join;

/// <summary>
/// Keeps what a self-join has found so far in a file, so that one that was ended goes on from there: on any backend or
/// device, for a milestone is a row and not a tile. Written aside and renamed; what cannot be read is not gone on from.
/// </summary>
public sealed class JoinCheckpoint
{
    // Saving takes at most a twentieth of the time.
    private const int CostFactor = 20;

    private static readonly byte[] End = "end of join"u8.ToArray();

    private readonly string _path;
    private readonly string _identity;
    private readonly TimeSpan _interval;
    private TimeSpan _wait;
    private long _last = Stopwatch.GetTimestamp();

    /// <param name="path">The file.</param>
    /// <param name="identity">Of rows and options: what another join left behind is of no use.</param>
    /// <param name="interval">Least time between two savings.</param>
    public JoinCheckpoint(string path, string identity, TimeSpan interval)
    {
        _path = path;
        _identity = identity;
        _interval = interval;
        _wait = interval;
    }

    /// <summary>Whether it is time to save.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(Interlocked.Read(ref _last)) >= _wait;

    /// <summary>Removes the file.</summary>
    public void Delete() => File.Delete(_path);

    /// <summary>Saves what a collector holds.</summary>
    /// <param name="collector">Nobody adds to it meanwhile.</param>
    /// <param name="rowsDone">Rows whose pairs with all later rows are in.</param>
    internal void Save(SelfJoinCollector collector, int rowsDone)
    {
        var clock = Stopwatch.StartNew();
        var aside = _path + ".part";
        using (var file = new BinaryWriter(File.Create(aside), Encoding.UTF8))
        {
            file.Write(_identity);
            file.Write(rowsDone);
            collector.Write(file);
            file.Write(End);
        }

        File.Move(aside, _path, overwrite: true);
        _wait = TimeSpan.FromTicks(Math.Max(_interval.Ticks, CostFactor * clock.Elapsed.Ticks));
        Interlocked.Exchange(ref _last, Stopwatch.GetTimestamp());
    }

    /// <summary>Brings a collector to where an earlier join was left.</summary>
    /// <param name="collector">Fresh from its making.</param>
    /// <returns>Rows that are done; 0 where there is nothing to go on from, and the collector is untouched.</returns>
    internal int Load(SelfJoinCollector collector)
    {
        try
        {
            using var file = new BinaryReader(File.OpenRead(_path), Encoding.UTF8);
            if (!IsWhole(file.BaseStream) || file.ReadString() != _identity) return 0;

            int rowsDone = file.ReadInt32();
            collector.Read(file);
            return rowsDone;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>Writes numbers as they lie in memory.</summary>
    internal static void Write<T>(BinaryWriter file, ReadOnlySpan<T> values) where T : unmanaged =>
        file.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Reads them back.</summary>
    internal static void Read<T>(BinaryReader file, Span<T> values) where T : unmanaged =>
        file.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));

    // A file that was cut short has another end.
    private static bool IsWhole(Stream file)
    {
        var end = new byte[End.Length];
        if (file.Length < end.Length) return false;

        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        file.Seek(0, SeekOrigin.Begin);
        return end.AsSpan().SequenceEqual(End);
    }
}
