using System.Text.Json.Nodes;
using Scanner.Runs;

namespace Scanner.Bench.Detection;

/// <summary>Does the shift of traffic point at the accounts of planted campaigns?</summary>
internal static class ShiftAccuracy
{
    /// <summary>
    /// How often an account of a campaign causes more of the shift than another account (area under the ROC curve);
    /// null where no campaign is planted.
    /// </summary>
    public static JsonNode? Of(ComposedScan scan)
    {
        var planted = File.ReadLines(Path.Combine(scan.Folder, "labels", "accounts.csv")).Skip(1)
            .Select(line => line.Split(',')).Where(fields => fields[^1].Length > 0).Select(fields => fields[0])
            .ToHashSet();
        using var run = RunFolder.Open(scan.Run);
        using var database = Database.InMemory(
            new DatabaseOptions(1, Limits.DatabaseBytesMax, null, CancellationToken.None));
        using var reader = database.Query("SELECT account, share FROM read_parquet("
            + $"{Database.Literal(run.Artifact(Stage.Score, "shift.parquet"))}) ORDER BY share");
        var (rank, count, sum) = (0.0, 0.0, 0.0);
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                rank++;
                var isPlanted = planted.Contains(reader.Text(0, row)!);
                count += isPlanted ? 1 : 0;
                sum += isPlanted ? rank : 0;
            }
        }

        // Mann and Whitney: ranks of the planted ones among all.
        return count == 0 ? null
            : Math.Round((sum - (count * (count + 1) / 2)) / (count * (rank - count)), 3);
    }
}
