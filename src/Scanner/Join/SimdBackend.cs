using System.Numerics;

namespace Scanner.Join;

/// <summary>Float32 over packed panels; the kernel sets the width of the vectors.</summary>
/// <remarks>
/// Most pairs are ruled out by prefixes, see <see cref="RowPrefix"/>: with the length of its rest behind each, their
/// product is the bound on the similarity, which the kernel computes as it does similarities.
/// </remarks>
/// <param name="prefix">The prefix by which pairs are ruled out first; null for none.</param>
internal sealed unsafe class SimdBackend<TKernel>(RowPrefix? prefix = null) : IJoinBackend
    where TKernel : struct, IMicroKernel
{
    // Half of a 1 MiB L2 cache: the left tile stays there while the panels of the right one stream by.
    private const int TileBytesGoal = 512 << 10;

    // A tile's pairs are buffered: 960 × 960 × 12 bytes = 11 MiB a thread where every pair is similar.
    private const int TileRowsMax = 960;

    public string Name => TKernel.Name;

    public bool IsAvailable => TKernel.IsAvailable;

    public IJoinBackend FitTo(RowSource rows, float threshold) => new SimdBackend<TKernel>(
        PrefixChoice.For(rows, threshold, new BlockShape(TKernel.LeftRows, TKernel.RightRows)));

    public int TileRows(int dim)
    {
        int rows = Math.Min(TileRowsMax, TileBytesGoal / (dim * sizeof(float)));
        return Math.Max(1, rows / TKernel.RightRows) * TKernel.RightRows;
    }

    public long TileBytes(int rows, int dim) =>
        (PanelsPlace(rows, dim) + PanelsPlace(rows, BoundDim)) * sizeof(float);

    // A prefix and the rest behind it.
    private int BoundDim => prefix is null ? 0 : prefix.Length + 1;

    public void Pack(ReadOnlySpan<float> rows, PackedTile tile)
    {
        Pack(rows, tile.Dim, tile.Floats);
        if (prefix is not null)
            Pack(prefix.WithRests(rows), BoundDim, tile.Floats + PanelsPlace(tile.Rows, tile.Dim));
    }

    private static void Pack(ReadOnlySpan<float> rows, int dim, float* target)
    {
        int panel = TKernel.RightRows, count = rows.Length / dim;
        for (int first = 0; first < count; first += panel, target += panel * dim)
        {
            int filled = Math.Min(panel, count - first);
            for (int k = 0; k < dim; k++)
            {
                for (int lane = 0; lane < filled; lane++) target[k * panel + lane] = rows[(first + lane) * dim + k];

                // Zero rows fill the last panel: their similarity is 0, below every threshold.
                for (int lane = filled; lane < panel; lane++) target[k * panel + lane] = 0;
            }
        }
    }

    public void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        int panel = TKernel.RightRows, dim = left.Dim;
        float* block = stackalloc float[TKernel.LeftRows * panel];
        float* leftBounds = left.Floats + PanelsPlace(left.Rows, dim);
        float* rightBounds = right.Floats + PanelsPlace(right.Rows, dim);
        float least = prefix is null ? 0 : threshold - prefix.Slack - UnitRows.Slack(dim);

        // A right panel (32 × 256 × 4 bytes = 32 KiB) stays in the L1 cache while all left rows pass it.
        for (int j = 0; j < right.Rows; j += panel)
        {
            for (int i = 0; i < left.Rows; i += TKernel.LeftRows)
            {
                if (prefix is not null && !Multiply(leftBounds, i, rightBounds, j, BoundDim, least, block)) continue;
                if (Multiply(left.Floats, i, right.Floats, j, dim, threshold, block))
                    Add(block, i, j, threshold, hits);
            }
        }
    }

    private static bool Multiply(
        float* left, int leftRow, float* right, int rightRow, int dim, float threshold, float* block)
    {
        int lane = leftRow % TKernel.RightRows;
        return TKernel.Multiply(
            left + (long)(leftRow - lane) * dim + lane, right + (long)rightRow * dim, dim, threshold, block);
    }

    // Floats of the panels of so many rows.
    private static long PanelsPlace(int rows, int dim) => (long)Panels(rows) * TKernel.RightRows * dim;

    private static int Panels(int rows) => (rows + TKernel.RightRows - 1) / TKernel.RightRows;

    /// <summary>Adds the pairs of a block that reach the threshold.</summary>
    internal static void Add(float* block, int left, int right, float threshold, TileHits hits)
    {
        var least = Vector.Create(threshold);
        for (int i = 0; i < TKernel.LeftRows; i++)
        {
            // RightRows is a multiple of the width.
            for (int j = 0; j < TKernel.RightRows; j += Vector<float>.Count, block += Vector<float>.Count)
            {
                if (!Vector.GreaterThanOrEqualAny(Vector.Load(block), least)) continue;
                for (int lane = 0; lane < Vector<float>.Count; lane++)
                {
                    if (block[lane] >= threshold) hits.Add(left + i, right + j + lane, block[lane]);
                }
            }
        }
    }
}
