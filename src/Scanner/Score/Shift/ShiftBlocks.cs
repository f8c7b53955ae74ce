using System.Numerics.Tensors;
using Scanner.Ingest;

namespace Scanner.Score.Shift;

/// <summary>Features of every account's prompts, summed by window of time: what all comparisons are made of.</summary>
internal sealed class ShiftBlocks
{
    private const int FeatureCount = 128;

    // Means over 100,000 prompts are exact enough for any shift that matters, and take two seconds.
    private const int RequestsMax = 100_000;

    private const long DayMicros = 86_400_000_000;
    private const int WindowsMax = 60;

    private ShiftBlocks(long start, long length, int windows) =>
        (Start, WindowMicros, Windows) = (start, length, Enumerable.Range(0, windows)
            .Select(_ => new Dictionary<int, Block>()).ToArray());

    /// <summary>What one account sent in one window.</summary>
    /// <param name="Sum">Sum of features.</param>
    /// <param name="Requests">How many prompts it is of.</param>
    internal sealed record Block(float[] Sum, int Requests)
    {
        /// <summary>The same with the features about a mean.</summary>
        public Block About(float[] mean)
        {
            var sum = Zero();
            TensorPrimitives.MultiplyAdd(mean, -Requests, Sum, sum);
            return this with { Sum = sum };
        }
    }

    /// <summary>Beginning of the first window, microseconds since 1970 UTC.</summary>
    public long Start { get; }

    /// <summary>Length of a window.</summary>
    public long WindowMicros { get; }

    /// <summary>[windows] account to its block.</summary>
    public Dictionary<int, Block>[] Windows { get; }

    /// <summary>The blocks of a log; null where it spans fewer than three windows of a day.</summary>
    public static ShiftBlocks? Of(Scene scene)
    {
        var requests = scene.Population.Requests;
        var wholes = requests.Segments[RequestTable.Whole];
        int[] timed = [.. Enumerable.Range(0, requests.Count)
            .Where(request => requests.Times[request] != RequestTable.NoTime && wholes[request] >= 0)];
        if (timed.Length == 0)
        {
            return null;
        }

        var first = timed.Min(request => requests.Times[request]);
        var last = timed.Max(request => requests.Times[request]);
        var start = first - (first % DayMicros);
        var length = Math.Max(1, (((last - start) / DayMicros) + WindowsMax) / WindowsMax) * DayMicros;
        var blocks = new ShiftBlocks(start, length, (int)((last - start) / length) + 1);
        if (blocks.Windows.Length < 3)
        {
            return null;
        }

        var features = new RandomFeatures(scene.Dim, FeatureCount);
        var vector = new float[scene.Dim];
        var step = ((timed.Length - 1) / RequestsMax) + 1;
        for (var i = 0; i < timed.Length; i += step)
        {
            var account = requests.Accounts.Codes[timed[i]];
            var window = blocks.Windows[(requests.Times[timed[i]] - start) / length];
            var block = window.GetValueOrDefault(account) ?? new Block(new float[FeatureCount], 0);
            scene.CopyVector(wholes[timed[i]], vector);
            features.AddTo(vector, block.Sum);
            window[account] = block with { Requests = block.Requests + 1 };
        }

        return blocks;
    }

    /// <summary>Adds a block to a sum; nothing where there is none.</summary>
    public static int Add(Block? block, float[] sum)
    {
        if (block is null)
        {
            return 0;
        }

        TensorPrimitives.Add(sum, block.Sum, sum);
        return block.Requests;
    }

    /// <summary>An empty sum.</summary>
    public static float[] Zero() => new float[FeatureCount];
}
