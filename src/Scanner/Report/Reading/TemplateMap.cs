using Scanner.Embed;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Reading;

/// <summary>
/// A map of the embedding space: the medoids of the templates that most accounts carry, and of all that were judged, on
/// their two principal axes.
/// </summary>
internal static class TemplateMap
{
    // The leading axes of a few thousand points settle within a dozen rounds; thirty leave no doubt in a picture.
    private const int Rounds = 30;

    /// <summary>The points, those with most requests first, so that small ones lie on top.</summary>
    /// <param name="run">The run; Embed and Cluster are published.</param>
    /// <param name="database">Holds the tables of the run.</param>
    /// <param name="found">The campaigns, masked.</param>
    public static IReadOnlyList<MapPoint> Read(RunFolder run, Database database, CampaignSet found)
    {
        var campaignOf = found.Campaigns.SelectMany(campaign => campaign.Templates.Select(
            template => (Template: template.Id, Campaign: campaign.Id))).DistinctBy(item => item.Template)
            .ToDictionary(item => item.Template, item => item.Campaign);
        var cleared = found.Considered.Select(considered => considered.Template).ToHashSet();
        var judged = campaignOf.Keys.Concat(cleared).ToHashSet();
        var rows = database.Rows("""
            SELECT id, medoid, requests, accounts, skeleton FROM templates
            ORDER BY accounts DESC, requests DESC, template
            """)
            .Select(row => (Id: row.Text(0)!, Medoid: row.Int(1), Requests: row.Long(2), Accounts: row.Int(3),
                Skeleton: row.Text(4)!))
            .Where((row, place) => place < Limits.ReportMapPointsMax || judged.Contains(row.Id))
            .OrderByDescending(row => row.Requests).ThenBy(row => row.Id, StringComparer.Ordinal).ToList();
        if (rows.Count == 0) return [];
        using var vectors = RunVectors.Open(run);
        var points = new float[rows.Count][];
        for (var i = 0; i < points.Length; i++)
            vectors.CopyRows(rows[i].Medoid, 1, points[i] = new float[vectors.Dim]);
        var (x, y) = Project(points);
        return [.. rows.Select((row, i) => new MapPoint(
            row.Id, x[i], y[i], row.Requests, row.Accounts, campaignOf.GetValueOrDefault(row.Id),
            cleared.Contains(row.Id),
            SkeletonParts.Title(Masking.Mask(row.Skeleton), Limits.ReportTitleCharactersMax)))];
    }

    /// <summary>
    /// Coordinates on the two principal axes, each stretched to [0, 1]: power iteration from a fixed start, summed one
    /// by one, so that the picture is the same on every machine.
    /// </summary>
    /// <param name="points">[points][dim], overwritten.</param>
    internal static (double[] X, double[] Y) Project(float[][] points)
    {
        for (var d = 0; d < points[0].Length; d++)
        {
            var mean = (float)points.Average(point => (double)point[d]);
            foreach (var point in points) point[d] -= mean;
        }
        var x = TakeAxis(points);
        return (x, TakeAxis(points));
    }

    /// <summary>How far each point lies along the longest axis; the points lose that component.</summary>
    private static double[] TakeAxis(float[][] points)
    {
        var axis = new double[points[0].Length];
        for (var d = 0; d < axis.Length; d++) axis[d] = 1.0 / (d + 1);
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[axis.Length];
            foreach (var point in points) Add(next, point, Along(point, axis));
            var length = Math.Sqrt(next.Sum(value => value * value));
            if (length < 1e-12) break;
            for (var d = 0; d < axis.Length; d++) axis[d] = next[d] / length;
        }
        var along = Array.ConvertAll(points, point => Along(point, axis));
        foreach (var (point, length) in points.Zip(along))
            for (var d = 0; d < axis.Length; d++) point[d] -= (float)(length * axis[d]);
        var (min, max) = (along.Min(), along.Max());
        return Array.ConvertAll(along, value => max > min ? (value - min) / (max - min) : 0.5);
    }

    private static double Along(float[] point, double[] axis)
    {
        var sum = 0.0;
        for (var d = 0; d < axis.Length; d++) sum += point[d] * axis[d];
        return sum;
    }

    private static void Add(double[] sum, float[] point, double weight)
    {
        for (var d = 0; d < sum.Length; d++) sum[d] += weight * point[d];
    }
}
