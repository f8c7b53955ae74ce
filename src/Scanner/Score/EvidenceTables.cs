using Scanner.Cluster;
using Scanner.Runs;
using Scanner.Score.Shift;

namespace Scanner.Score;

/// <summary>
/// Writes what was weighed, reported or not: candidates.parquet (a line a candidate), evidence.parquet (a line a
/// channel of a candidate) and carriers.parquet (a line an account of a candidate). Every number of a campaign can be
/// made again from them, and thresholds are fitted on them.
/// </summary>
public static class EvidenceTables
{
    /// <summary>The scores of all candidates of a run, reported or not.</summary>
    public static double[] Scores(RunFolder run)
    {
        using var database = Database.InMemory(
            new DatabaseOptions(1, Limits.DatabaseBytesMax, run.Path, CancellationToken.None));
        var scores = new List<double>();
        using var reader = database.Query("SELECT score FROM read_parquet("
            + $"{Database.Literal(run.Artifact(Stage.Score, "candidates.parquet"))})");
        while (reader.NextChunk())
        {
            scores.AddRange(reader.Column<double>(0));
        }

        return [.. scores];
    }

    /// <summary>Writes the three tables into a folder; candidates in the order of <paramref name="judged"/>.</summary>
    internal static void Write(Database database, string folder, IReadOnlyList<Judged> judged, Population population)
    {
        Save(database, folder, "candidates", "candidate INTEGER, templates VARCHAR, actors INTEGER, accounts INTEGER, "
            + "requests BIGINT, score DOUBLE, log_p DOUBLE", writer =>
        {
            for (var index = 0; index < judged.Count; index++)
            {
                var candidate = judged[index].Candidate;
                writer.Set(0, index);
                writer.SetText(1, string.Join(';', candidate.Templates.Select(TemplateSet.Id)));
                writer.Set(2, candidate.CarrierActors(population));
                writer.Set(3, candidate.Members.Length);
                writer.Set(4, (long)candidate.Requests.Length);
                writer.Set(5, judged[index].Score);
                writer.Set(6, judged[index].LogP);
                writer.EndRow();
            }
        });
        Save(database, folder, "evidence", "candidate INTEGER, channel VARCHAR, value DOUBLE, p_value DOUBLE, "
            + "log_likelihood_ratio DOUBLE, text VARCHAR", writer =>
        {
            for (var index = 0; index < judged.Count; index++)
            {
                foreach (var evidence in judged[index].Evidence)
                {
                    writer.Set(0, index);
                    writer.SetText(1, evidence.Channel);
                    writer.Set(2, evidence.Value);
                    if (evidence.PValue is { } p)
                    {
                        writer.Set(3, p);
                    }

                    writer.Set(4, evidence.LogLikelihoodRatio);
                    writer.SetText(5, evidence.Text);
                    writer.EndRow();
                }
            }
        });
        Save(database, folder, "carriers", "candidate INTEGER, account VARCHAR, requests INTEGER", writer =>
        {
            for (var index = 0; index < judged.Count; index++)
            {
                foreach (var carrier in judged[index].Candidate.Carriers)
                {
                    writer.Set(0, index);
                    writer.SetText(1, population.Requests.Accounts.Values[carrier.Account]);
                    writer.Set(2, carrier.Requests);
                    writer.EndRow();
                }
            }
        });
    }

    /// <summary>Writes shift.parquet: a line an account, the share of the shift that it causes.</summary>
    internal static void WriteShift(Database database, string folder, LocatedShift shift, Population population) =>
        Save(database, folder, "shift", "account VARCHAR, share DOUBLE", writer =>
        {
            for (var account = 0; account < population.AccountCount; account++)
            {
                writer.SetText(0, population.Requests.Accounts.Values[account]);
                writer.Set(1, shift.ShareOf[account]);
                writer.EndRow();
            }
        });

    private static void Save(
        Database database, string folder, string table, string columns, Action<TableWriter> write)
    {
        database.Execute($"CREATE TABLE {table} ({columns})");
        using (var writer = database.Append(table))
        {
            write(writer);
        }

        database.SaveParquet(table, Path.Combine(folder, $"{table}.parquet"));
    }
}
