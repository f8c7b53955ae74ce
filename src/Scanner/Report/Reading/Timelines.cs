using System.Globalization;
using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>Requests per bin of time, for all traffic and for each campaign.</summary>
internal static class Timelines
{
    // Lengths a person reads easily; each divides, or is a multiple of, a day.
    private static readonly int[] BinHours = [1, 2, 3, 4, 6, 12, 24, 48, 168, 720, 8_760];

    /// <summary>All traffic; null where no request bears a time.</summary>
    /// <param name="database">Holds the tables of the run.</param>
    /// <param name="binsMax">Most bins.</param>
    public static TimeSeries? Traffic(Database database, int binsMax)
    {
        var (first, last) = database.Rows("SELECT min(timestamp), max(timestamp) FROM requests")
            .Select(row => (row.Time(0), row.Time(1))).Single();
        if (first is null || last is null) return null;
        var empty = Axis(first.Value, last.Value, binsMax);
        var counts = new long[empty.Counts.Count];
        foreach (var row in database.Rows(
            $"SELECT {Bin(empty)}, count(*) FROM requests WHERE timestamp IS NOT NULL GROUP BY 1"))
            counts[row.Long(0)] = row.Long(1);
        return empty with { Counts = counts };
    }

    /// <summary>[campaigns][bins of the traffic] requests.</summary>
    public static Dictionary<string, long[]> Campaigns(Database database, TimeSeries traffic)
    {
        var counts = new Dictionary<string, long[]>();
        foreach (var row in database.Rows(
            $"SELECT campaign, {Bin(traffic)}, count(*) FROM carried WHERE timestamp IS NOT NULL GROUP BY 1, 2"))
        {
            var campaign = row.Text(0)!;
            if (!counts.TryGetValue(campaign, out var bins)) counts[campaign] = bins = new long[traffic.Counts.Count];
            bins[row.Long(1)] = row.Long(2);
        }
        return counts;
    }

    /// <summary>[bins of the traffic] requests that belong to no campaign.</summary>
    public static long[] Outside(Database database, TimeSeries traffic)
    {
        long[] counts = [.. traffic.Counts];
        // A request that two campaigns carry is taken away once.
        foreach (var row in database.Rows($"""
            SELECT {Bin(traffic)}, count(DISTINCT request_id) FROM carried WHERE timestamp IS NOT NULL GROUP BY 1
            """))
            counts[row.Long(0)] -= row.Long(1);
        return counts;
    }

    /// <summary>
    /// Whole days from the first to the last time, in the shortest bins that are few enough; all empty.
    /// </summary>
    internal static TimeSeries Axis(DateTime first, DateTime last, int binsMax)
    {
        var start = first.Date;
        var hours = (last - start).TotalHours;
        var binHours = Array.Find(BinHours, length => hours < (double)length * binsMax);
        if (binHours == 0) binHours = (int)(hours / binsMax) + 1;
        return new TimeSeries(start, binHours, new long[(int)(hours / binHours) + 1]);
    }

    /// <summary>The bin of a request as SQL.</summary>
    internal static string Bin(TimeSeries axis)
    {
        var startUs = (axis.Start - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var binUs = axis.BinHours * 3_600_000_000L;
        return string.Create(CultureInfo.InvariantCulture, $"(epoch_us(timestamp) - {startUs}) // {binUs}");
    }
}
