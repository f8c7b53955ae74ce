using System.Globalization;
using System.Text.Json;
using Scanner.Embed;

namespace Scanner.Bench;

/// <summary>
/// Ways to run a model on a processor, turn and turn about: <c>embed --ways yes</c>. What the embedder does comes
/// first; of each other way the median of ratios to it, in time that cores were busy.
/// </summary>
internal static class SessionWays
{
    private static readonly SessionWay[] All =
    [
        new("as the embedder"),
        new("two sessions") { Sessions = 2 },
        new("two threads a run") { RunThreads = 2 },
        new("two threads a run, no spinning") { RunThreads = 2, Spins = false },
        new("memory planned for each shape") { PlansMemory = true },
        new("batches of 256 tokens") { BatchTokens = 256 },
        new("batches of 1,024 tokens") { BatchTokens = 1024 },
        new("batches of 4,096 tokens") { BatchTokens = 4096 },
    ];

    public static int Run(Arguments given, ModelFolder model, int[][] ids, int threads)
    {
        BareSession[] sessions = [.. All.Select(way => new BareSession(model, ids, threads, way))];
        var times = Array.ConvertAll(sessions, _ => new List<Took>());
        int repeat = given.Number("repeat", 5);
        // Once unmeasured: memory is taken and code is compiled.
        Array.ForEach(sessions, session => session.Run());
        for (int i = 0; i < repeat; i++)
        {
            foreach (var (place, session) in sessions.Index())
                times[place].Add(Took.Of(session.Run));
        }

        foreach (var (place, way) in All.Index())
        {
            double core = Took.Median(times[place], took => took.CoreSeconds);
            given.Tell(JsonSerializer.Serialize(new
            {
                bench = "embed-ways",
                way = way.Name,
                model = model.Name,
                texts = ids.Length,
                threads,
                repeat,
                texts_per_core_second = Math.Round(ids.Length / core, 1),
                core_seconds_ratio = Math.Round(Took.Ratio(times[place], times[0], took => took.CoreSeconds), 3),
                seconds_ratio = Math.Round(Took.Ratio(times[place], times[0], took => took.Seconds), 3),
                command = given.Command("embed"),
                commit = Machine.Commit(),
                machine = Machine.Describe(),
                date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }));
        }

        Array.ForEach(sessions, session => session.Dispose());
        return 0;
    }
}
