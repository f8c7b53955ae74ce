using ILGPU;

namespace Scanner.Gpu.Kernels;

/// <summary>The join in plain float32, for whatever device ILGPU knows. Nobody can doubt it.</summary>
internal static class PortableKernel
{
    /// <summary>Similarities on each side that a thread holds.</summary>
    public const int ThreadRows = 4;

    /// <summary>Most threads on each side of a group.</summary>
    public const int EdgeMax = 16;

    // 64 × 64 similarities of a group, and two slices of 64 rows × 16 components: 25 KiB.
    private const int TileMax = EdgeMax * ThreadRows, SliceDim = 16, PatchStride = TileMax + 4;

    /// <summary>
    /// Joins left rows with right rows. A group has edge × edge threads and one tile of 4 × edge rows on each side; the
    /// grid is [left blocks × right blocks], left blocks fastest.
    /// </summary>
    /// <param name="task">What to join.</param>
    /// <param name="buffers">Where findings go.</param>
    /// <param name="left">[rows × dim] float32, row-major.</param>
    /// <param name="right">[rows × dim] likewise.</param>
    public static void Run(JoinTask task, JoinBuffers buffers, ArrayView<float> left, ArrayView<float> right)
    {
        var leftSlice = SharedMemory.Allocate<float>(TileMax * SliceDim);
        var rightSlice = SharedMemory.Allocate<float>(TileMax * SliceDim);
        var similarities = SharedMemory.Allocate<float>(TileMax * PatchStride);

        int edge = Group.DimX, tile = edge * ThreadRows, threads = edge * edge;
        int x = Group.IdxX, y = Group.IdxY, thread = y * edge + x;
        int blocks = (task.LeftEnd - task.LeftFirst + tile - 1) / tile;
        int firstLeft = task.LeftFirst + Grid.IdxX % blocks * tile, firstRight = Grid.IdxX / blocks * tile;
        if (task.IsDiagonal != 0 && firstRight + tile <= firstLeft) return;

        float c00 = 0, c01 = 0, c02 = 0, c03 = 0, c10 = 0, c11 = 0, c12 = 0, c13 = 0;
        float c20 = 0, c21 = 0, c22 = 0, c23 = 0, c30 = 0, c31 = 0, c32 = 0, c33 = 0;
        for (int k = 0; k < task.Slices; k += SliceDim)
        {
            Load(leftSlice, left, firstLeft, task.LeftEnd, k, task.Slices, tile, thread, threads);
            Load(rightSlice, right, firstRight, task.RightEnd, k, task.Slices, tile, thread, threads);
            Group.Barrier();
            for (int i = 0; i < SliceDim; i++)
            {
                int a = i * TileMax + y * ThreadRows, b = i * TileMax + x * ThreadRows;
                float b0 = rightSlice[b], b1 = rightSlice[b + 1], b2 = rightSlice[b + 2], b3 = rightSlice[b + 3];
                float value = leftSlice[a];
                c00 += value * b0;
                c01 += value * b1;
                c02 += value * b2;
                c03 += value * b3;
                value = leftSlice[a + 1];
                c10 += value * b0;
                c11 += value * b1;
                c12 += value * b2;
                c13 += value * b3;
                value = leftSlice[a + 2];
                c20 += value * b0;
                c21 += value * b1;
                c22 += value * b2;
                c23 += value * b3;
                value = leftSlice[a + 3];
                c30 += value * b0;
                c31 += value * b1;
                c32 += value * b2;
                c33 += value * b3;
            }

            Group.Barrier();
        }

        float most = IntrinsicMath.Max(Most(c00, c01, c02, c03), Most(c10, c11, c12, c13));
        most = IntrinsicMath.Max(most, IntrinsicMath.Max(Most(c20, c21, c22, c23), Most(c30, c31, c32, c33)));
        if (!Group.BarrierOr(most >= task.Low)) return;

        int place = y * ThreadRows * PatchStride + x * ThreadRows;
        Store(similarities, place, c00, c01, c02, c03);
        Store(similarities, place + PatchStride, c10, c11, c12, c13);
        Store(similarities, place + 2 * PatchStride, c20, c21, c22, c23);
        Store(similarities, place + 3 * PatchStride, c30, c31, c32, c33);
        Group.Barrier();
        var patch = new Patch(similarities, PatchStride, tile, tile, firstLeft, firstRight);
        PatchScan.Scan(patch, task, buffers, thread, threads);
    }

    // Components stand side by side in memory, rows in shared memory: there a thread reads four rows at a time.
    private static void Load(
        ArrayView<float> slice, ArrayView<float> rows, int first, int end, int firstDim, int dim, int tile,
        int thread, int threads)
    {
        for (int i = thread; i < tile * SliceDim; i += threads)
        {
            int row = first + i / SliceDim, k = firstDim + i % SliceDim;
            float value = 0;
            if (row < end && k < dim) value = rows[(long)row * dim + k];
            slice[i % SliceDim * TileMax + i / SliceDim] = value;
        }
    }

    private static void Store(ArrayView<float> similarities, int place, float v0, float v1, float v2, float v3)
    {
        similarities[place] = v0;
        similarities[place + 1] = v1;
        similarities[place + 2] = v2;
        similarities[place + 3] = v3;
    }

    private static float Most(float v0, float v1, float v2, float v3) =>
        IntrinsicMath.Max(IntrinsicMath.Max(v0, v1), IntrinsicMath.Max(v2, v3));
}
