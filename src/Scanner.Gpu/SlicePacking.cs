using System.Buffers;
using System.Numerics.Tensors;
using Scanner.Gpu.Kernels;
using Scanner.Join;

namespace Scanner.Gpu;

/// <summary>Brings rows into the layout of the tensor kernel.</summary>
internal static class SlicePacking
{
    /// <summary>Slices of a row.</summary>
    public static int Slices(int dim) => (dim + TensorTile.SliceDim - 1) / TensorTile.SliceDim;

    /// <summary>The fewest left rows of a launch: half a group's, so that dense tiles need less room.</summary>
    public const int SlabRows = TensorTile.LeftRows / 2;

    /// <summary>Bytes from a slice of a tile to the next: rows are filled up to whole right sides of groups.</summary>
    public static long SliceStride(int rows) =>
        ((long)rows + TensorTile.RowsPadding - 1) / TensorTile.RowsPadding * TensorTile.RowsPadding
        * TensorTile.SliceBytes;

    /// <summary>
    /// Bytes of a tile. A group reads all of its left rows also where a launch begins or ends amid them, hence there is
    /// room for as many behind the last slice.
    /// </summary>
    public static long TileBytes(int rows, int dim) =>
        Slices(dim) * SliceStride(rows) + TensorTile.LeftRows * TensorTile.SliceBytes;

    /// <summary>
    /// Packs consecutive rows as [slices × rows × 64] float16; behind the last component of a row stand zeros.
    /// </summary>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">Which.</param>
    /// <param name="packed">Receives them.</param>
    /// <returns>
    /// Largest Euclidean distance of a row from its image: 0 where the source holds float16 already.
    /// </returns>
    public static float Pack(RowSource source, TileRange rows, Span<Half> packed)
    {
        var halves = ArrayPool<Half>.Shared.Rent(rows.Rows * source.Dim);
        float error = Read(source, rows, halves);
        for (int slice = 0; slice < Slices(source.Dim); slice++)
        {
            int first = slice * TensorTile.SliceDim, count = Math.Min(TensorTile.SliceDim, source.Dim - first);
            for (int row = 0; row < rows.Rows; row++)
            {
                var to = packed.Slice((slice * rows.Rows + row) * TensorTile.SliceDim, TensorTile.SliceDim);
                halves.AsSpan(row * source.Dim + first, count).CopyTo(to);
                to[count..].Clear();
            }
        }

        ArrayPool<Half>.Shared.Return(halves);
        return error;
    }

    private static float Read(RowSource source, TileRange rows, Half[] halves)
    {
        if (source.CopyHalf is { } copy)
        {
            copy(rows.FirstRow, rows.Rows, halves);
            return 0;
        }

        int dim = source.Dim;
        var values = ArrayPool<float>.Shared.Rent(rows.Rows * dim);
        var back = ArrayPool<float>.Shared.Rent(dim);
        source.Copy(rows.FirstRow, rows.Rows, values);
        TensorPrimitives.ConvertToHalf(values.AsSpan(0, rows.Rows * dim), halves);
        float error = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            TensorPrimitives.ConvertToSingle(halves.AsSpan(row * dim, dim), back);
            float distance = TensorPrimitives.Distance<float>(values.AsSpan(row * dim, dim), back.AsSpan(0, dim));
            error = Math.Max(error, distance);
        }

        ArrayPool<float>.Shared.Return(back);
        ArrayPool<float>.Shared.Return(values);
        return error;
    }
}
