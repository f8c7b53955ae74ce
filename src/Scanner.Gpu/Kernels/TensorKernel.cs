using ILGPU;
using ILGPU.Runtime.Cuda;

namespace Scanner.Gpu.Kernels;

/// <summary>The join on tensor cores: CUDA devices from compute capability 8.0 on.</summary>
internal static class TensorKernel
{
    /// <summary>
    /// Joins left rows with right rows. A group has a program's threads and walks one strip; the grid is [row blocks of
    /// 128 × strips], row blocks fastest, so that groups that run together read the same right rows.
    /// </summary>
    public static void Run(JoinTask task, JoinBuffers buffers)
    {
        var shared = SharedMemory.GetDynamic<float>();
        int blocks = (task.LeftEnd - task.LeftFirst + TensorTile.LeftRows - 1) / TensorTile.LeftRows;
        int firstLeft = task.LeftFirst + Grid.IdxX % blocks * TensorTile.LeftRows;
        int tile = Grid.IdxX / blocks * task.StripTiles;
        int end = IntrinsicMath.Min(
            tile + task.StripTiles, (task.RightEnd + task.TileColumns - 1) / task.TileColumns);
        if (task.IsDiagonal != 0) tile = IntrinsicMath.Max(tile, firstLeft / task.TileColumns);
        if (tile >= end) return;

        CudaAsm.Emit(
            "SCAN_BEGIN %0, %1, %2, %3, %4, %5;",
            task.LeftAddress + (long)firstLeft * TensorTile.SliceBytes,
            task.RightAddress + (long)tile * task.TileColumns * TensorTile.SliceBytes,
            task.LeftSliceBytes, task.RightSliceBytes, task.Slices, (end - tile) * task.Slices);

        int warp = Group.IdxX / TensorTile.WarpThreads, lane = Group.IdxX % TensorTile.WarpThreads;
        var similarities = shared.SubView(warp * TensorTile.PatchFloats, TensorTile.PatchFloats);

        // Which similarities a warp holds: 64 × 64 of them by mma, 16 × 256 by wgmma; a part is 16 × 64 of either.
        bool isWide = task.IsWide != 0;
        int warpLeft = firstLeft + (isWide ? warp * TensorTile.PatchRows : warp % 2 * 64);
        int warpRight = isWide ? 0 : warp / 2 * 64;
        int leftStep = isWide ? 0 : TensorTile.PatchRows, rightStep = isWide ? TensorTile.PatchColumns : 0;
        for (; tile < end; tile++)
        {
            CudaAsm.Emit("SCAN_MULTIPLY %0, %1, %2;", out int parts, task.Low, task.Scale);
            for (int part = 0; parts >> part != 0; part++)
            {
                if ((parts >> part & 1) == 0) continue;

                if (part == 0) CudaAsm.Emit("SCAN_SPILL0 %0;", task.Scale);
                else if (part == 1) CudaAsm.Emit("SCAN_SPILL1 %0;", task.Scale);
                else if (part == 2) CudaAsm.Emit("SCAN_SPILL2 %0;", task.Scale);
                else CudaAsm.Emit("SCAN_SPILL3 %0;", task.Scale);
                Warp.Barrier();
                var patch = new Patch(
                    similarities, TensorTile.PatchStride, TensorTile.PatchRows, TensorTile.PatchColumns,
                    warpLeft + part * leftStep, tile * task.TileColumns + warpRight + part * rightStep);
                PatchScan.Scan(patch, task, buffers, lane, TensorTile.WarpThreads);
                Warp.Barrier();
            }
        }
    }
}
