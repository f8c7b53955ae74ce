using System.Numerics;

namespace Scanner.Join;

/// <summary>Float32 over packed panels; the kernel sets the width of the vectors.</summary>
internal sealed unsafe class SimdBackend<TKernel> : IJoinBackend where TKernel : struct, IMicroKernel
{
    // Half of a 1 MiB L2 cache: the left tile stays there while the panels of the right one stream by.
    private const int TileBytesGoal = 512 << 10;

    // A tile's pairs are buffered: 960 × 960 × 12 bytes = 11 MiB a thread where every pair is similar.
    private const int TileRowsMax = 960;

    public string Name => TKernel.Name;

    public bool IsAvailable => TKernel.IsAvailable;

    public int TileRows(int dim)
    {
        int rows = Math.Min(TileRowsMax, TileBytesGoal / (dim * sizeof(float)));
        return Math.Max(1, rows / TKernel.RightRows) * TKernel.RightRows;
    }

    public long TileBytes(int rows, int dim) => (long)Panels(rows) * TKernel.RightRows * dim * sizeof(float);

    public void Pack(ReadOnlySpan<float> rows, PackedTile tile)
    {
        int panel = TKernel.RightRows, dim = tile.Dim;
        float* target = tile.Floats;
        for (int first = 0; first < tile.Rows; first += panel, target += panel * dim)
        {
            int filled = Math.Min(panel, tile.Rows - first);
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
        int panel = TKernel.RightRows, panelFloats = panel * left.Dim;
        float* block = stackalloc float[TKernel.LeftRows * panel];

        // A right panel (32 × 256 × 4 bytes = 32 KiB) stays in the L1 cache while all left rows pass it.
        for (int j = 0; j < right.Rows; j += panel)
        {
            float* rightPanel = right.Floats + (long)(j / panel) * panelFloats;
            for (int i = 0; i < left.Rows; i += TKernel.LeftRows)
            {
                float* leftRows = left.Floats + (long)(i / panel) * panelFloats + i % panel;
                if (TKernel.Multiply(leftRows, rightPanel, left.Dim, threshold, block))
                    Add(block, i, j, threshold, hits);
            }
        }
    }

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
