using Scanner.Bench;
using Scanner.Embed;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.GpuBench;

/// <summary>
/// First right: every kernel against the processor, on fresh random rows of odd sizes, with planted duplicates, with
/// dense blocks, with float32 rows that the tensor kernels round, by bands, and with all pairs kept.
/// </summary>
internal static class GpuChecks
{
    private const float Threshold = 0.8f, Tolerance = 1e-5f;

    private static readonly (int Rows, int Dim)[] OddShapes = [(1, 384), (2, 8), (127, 64), (257, 1024), (3001, 100)];

    /// <summary>Checks every kernel; prints a line a case.</summary>
    public static bool Run(GpuMachine gpu)
    {
        int seed = Environment.TickCount;
        bool isRight = true;
        foreach (var kernel in gpu.Kernels)
        {
            var settings = gpu.Settings(Threshold, kernel);
            foreach (var (rows, dim) in OddShapes)
                isRight &= Compare($"{rows} × {dim}", Random(rows, dim, seed), settings);

            var families = SampleVectors.Make(30_000, 384, familyRows: 50, familyShare: 0.3);
            isRight &= Compare("30,000 × 384, families of 50", RowSource.Of(families, 384), settings);
            isRight &= Compare(
                "the same, all pairs kept", RowSource.Of(families, 384), settings with { KeepAllPairs = true });
            isRight &= Compare(
                "the same by bands", RowSource.Of(families, 384),
                settings with { TileRows = 4096, DeviceBytesMax = 6L * 4096 * 384 * 4 });
            var dense = SampleVectors.Make(20_000, 256, familyRows: 10_000, familyShare: 1);
            isRight &= Compare("20,000 × 256, two families", RowSource.Of(dense, 256), settings);
            isRight &= Compare("20,000 × 256 equal rows", Equal(20_000, 256), settings);
            isRight &= Compare("9,000 × 384 float32", Random(9000, 384, seed, isHalf: false), settings);
        }

        return isRight;
    }

    /// <summary>Checks the best kernels on the vectors of a file.</summary>
    public static bool RunFile(GpuMachine gpu, string file)
    {
        using var vectors = VectorFile.Open(file);
        bool isRight = true;
        foreach (var kernel in gpu.Kernels.Take(GpuMachine.KernelsCompared))
        {
            isRight &= Compare(
                $"{Path.GetFileName(file)}, {vectors.Rows} × {vectors.Dim}", RowSource.Of(vectors, file),
                gpu.Settings(Threshold, kernel));
        }

        return isRight;
    }

    private static bool Compare(string name, RowSource rows, JoinSettings settings)
    {
        var found = Joiner.SelfJoin(rows, settings);
        var expected = Joiner.SelfJoin(
            rows, settings with { Device = DeviceChoice.Parse("cpu"), Backend = null, TileRows = null });
        int differing = Differing(rows, found.Pairs, expected.Pairs, settings.KeepAllPairs);
        bool isSame = found.Neighbors.AsSpan().SequenceEqual(expected.Neighbors)
            && found.Components.AsSpan().SequenceEqual(expected.Components);

        // Counts may differ only where a pair lies at the threshold, and then by as many.
        int counts = found.Neighbors.Zip(expected.Neighbors).Count(pair => pair.First != pair.Second);
        bool isRight = differing == 0 && (isSame || Math.Abs(found.PairCount - expected.PairCount) + counts <= 4);
        Console.WriteLine(
            $"{(isRight ? "ok   " : "WRONG")} {found.Work.Backend,-16} {name}: {found.PairCount:N0} pairs, "
            + $"{found.Pairs.Length:N0} stored; the processor: {expected.PairCount:N0}, {expected.Pairs.Length:N0}"
            + (isSame ? "" : $"; {counts} counts differ") + (differing == 0 ? "" : $"; {differing} pairs differ"));
        return isRight;
    }

    // Pairs that one has and the other has not, but for those that rounding explains: at the threshold, or as similar
    // as the last that a full list keeps.
    private static int Differing(RowSource rows, SimilarPair[] found, SimilarPair[] expected, bool isAll)
    {
        var other = expected.ToDictionary(pair => (pair.Left, pair.Right), pair => pair.Similarity);
        var worst = isAll ? null : Worst(rows.Rows, expected);
        int differing = 0;
        foreach (var pair in found)
        {
            if (other.Remove((pair.Left, pair.Right), out float similarity))
                differing += MathF.Abs(similarity - pair.Similarity) <= Tolerance ? 0 : 1;
            else
                differing += IsClose(pair, worst) ? 0 : 1;
        }

        return differing + other.Count(
            pair => !IsClose(new SimilarPair(pair.Key.Left, pair.Key.Right, pair.Value), worst));
    }

    private static bool IsClose(SimilarPair pair, float[]? worst) =>
        MathF.Abs(pair.Similarity - Threshold) <= Tolerance
        || (worst is not null && (MathF.Abs(pair.Similarity - worst[pair.Left]) <= Tolerance
            || MathF.Abs(pair.Similarity - worst[pair.Right]) <= Tolerance));

    // The least similar neighbour that each row lists: the cap-th of its stored pairs.
    private static float[] Worst(int rows, SimilarPair[] pairs)
    {
        var lists = new List<float>[rows];
        foreach (var pair in pairs)
        {
            (lists[pair.Left] ??= []).Add(pair.Similarity);
            (lists[pair.Right] ??= []).Add(pair.Similarity);
        }

        return
        [
            .. lists.Select(list => list is null || list.Count < Limits.NeighborsStored
                ? float.NaN
                : list.OrderDescending().ElementAt(Limits.NeighborsStored - 1)),
        ];
    }

    private static RowSource Random(int rows, int dim, int seed, bool isHalf = true)
    {
        var values = new float[rows * dim];
        for (int row = 0; row < rows; row++)
        {
            // Every fifth row is made of one of twenty, at all distances.
            var random = new Random(seed + row);
            var base20 = new Random(seed + row % 20);
            double noise = row % 5 == 0 ? random.NextDouble() : double.PositiveInfinity;
            var own = values.AsSpan(row * dim, dim);
            foreach (ref float value in own)
            {
                double mine = random.NextDouble() - 0.5, shared = base20.NextDouble() - 0.5;
                value = (float)(double.IsInfinity(noise) ? mine : shared + noise * mine);
            }

            float length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(own));
            foreach (ref float value in own) value = isHalf ? (float)(Half)(value / length) : value / length;
        }

        return RowSource.Of(values, dim);
    }

    private static RowSource Equal(int rows, int dim)
    {
        // 16 components of 1/4 are exact in float16, and so is the similarity, 1.
        var values = new float[rows * dim];
        for (int i = 0; i < values.Length; i++) values[i] = i % dim < 16 ? 0.25f : 0;
        return RowSource.Of(values, dim);
    }
}
