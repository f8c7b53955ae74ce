using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ILGPU.Runtime;
using Scanner.Gpu.Kernels;
using Scanner.Join;

using Half = System.Half;

namespace Scanner.Gpu;

/// <summary>
/// The layout of the tensor kernel: [slices × rows × 128 bytes], the last slice filled up with zeros.
/// </summary>
/// <param name="element">What a row holds.</param>
internal abstract class SliceLayout(TensorElement element) : IRowLayout
{
    /// <summary>The fewest left rows of a launch: half a group's, so that dense tiles need less room.</summary>
    public const int SlabRows = TensorTile.LeftRows / 2;

    /// <summary>The layout of an element.</summary>
    public static SliceLayout Of(TensorElement element) =>
        element == TensorElement.Int8 ? new Int8Slices() : new HalfSlices();

    /// <summary>Slices of a row.</summary>
    public int Slices(int dim) => (dim + element.SliceDim - 1) / element.SliceDim;

    /// <summary>Bytes from a slice of a tile to the next: rows are filled up to whole right sides of groups.</summary>
    public static long SliceStride(int rows) =>
        ((long)rows + TensorTile.RowsPadding - 1) / TensorTile.RowsPadding * TensorTile.RowsPadding
        * TensorTile.SliceBytes;

    /// <summary>
    /// Bytes of a tile. A group reads all of its left rows also where a launch begins or ends amid them, hence there is
    /// room for as many behind the last slice.
    /// </summary>
    public long TileBytes(int rows, int dim) =>
        Slices(dim) * SliceStride(rows) + TensorTile.LeftRows * TensorTile.SliceBytes;

    /// <inheritdoc/>
    public int StagingBytes(int rows, int dim) => rows * Slices(dim) * TensorTile.SliceBytes;

    /// <inheritdoc/>
    public abstract float StepOf(RowSource source, TileRange rows);

    /// <inheritdoc/>
    public float Store(
        AcceleratorStream stream, Span<byte> staging, RowSource source, TileRange rows, int firstRow, GpuImage image)
    {
        float error = Pack(source, rows, image.Step, staging);
        int sliceBytes = rows.Rows * TensorTile.SliceBytes;
        for (int slice = 0; slice < Slices(source.Dim); slice++)
        {
            long place = slice * SliceStride(image.Capacity) + (long)firstRow * TensorTile.SliceBytes;
            image.Memory.SubView(place, sliceBytes)
                .CopyFromCPUUnsafeAsync(stream, ref staging[slice * sliceBytes], sliceBytes);
        }

        return error;
    }

    /// <summary>Packs consecutive rows as [slices × rows × 128 bytes].</summary>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">Which.</param>
    /// <param name="step">Of <see cref="StepOf"/>.</param>
    /// <param name="packed">Receives them.</param>
    /// <returns>Largest Euclidean distance of a row from its image.</returns>
    public float Pack(RowSource source, TileRange rows, float step, Span<byte> packed)
    {
        int rowBytes = source.Dim * element.Bytes;
        var images = ArrayPool<byte>.Shared.Rent(rows.Rows * rowBytes);
        float error = Read(source, rows, step, images);
        for (int first = 0, next = 0; first < rowBytes; first += TensorTile.SliceBytes)
        {
            int count = Math.Min(TensorTile.SliceBytes, rowBytes - first);
            for (int row = 0; row < rows.Rows; row++, next += TensorTile.SliceBytes)
            {
                var to = packed.Slice(next, TensorTile.SliceBytes);
                images.AsSpan(row * rowBytes + first, count).CopyTo(to);
                to[count..].Clear();
            }
        }

        ArrayPool<byte>.Shared.Return(images);
        return error;
    }

    /// <summary>Reads rows as [rows × dim] elements; returns as <see cref="Pack"/>.</summary>
    protected abstract float Read(RowSource source, TileRange rows, float step, Span<byte> images);

    // Float16, as they are in runs.
    private sealed class HalfSlices() : SliceLayout(TensorElement.Half)
    {
        public override float StepOf(RowSource source, TileRange rows) => 1;

        protected override float Read(RowSource source, TileRange rows, float step, Span<byte> images)
        {
            int dim = source.Dim;
            var halves = MemoryMarshal.Cast<byte, Half>(images)[..(rows.Rows * dim)];
            if (source.CopyHalf is { } copy)
            {
                copy(rows.FirstRow, rows.Rows, halves);
                return 0;
            }

            var values = ArrayPool<float>.Shared.Rent(rows.Rows * dim);
            var back = ArrayPool<float>.Shared.Rent(dim);
            source.Copy(rows.FirstRow, rows.Rows, values);
            TensorPrimitives.ConvertToHalf(values.AsSpan(0, rows.Rows * dim), halves);
            float error = 0;
            for (int row = 0; row < rows.Rows; row++)
            {
                TensorPrimitives.ConvertToSingle(halves.Slice(row * dim, dim), back);
                error = Math.Max(
                    error, TensorPrimitives.Distance<float>(values.AsSpan(row * dim, dim), back.AsSpan(0, dim)));
            }

            ArrayPool<float>.Shared.Return(back);
            ArrayPool<float>.Shared.Return(values);
            return error;
        }
    }

    // Int8, all rows of a tile in steps of its largest number ÷ 127, so that one factor makes a launch's sums
    // similarities.
    private sealed class Int8Slices() : SliceLayout(TensorElement.Int8)
    {
        private const int RowsAtOnce = 256;

        public override float StepOf(RowSource source, TileRange rows)
        {
            var values = ArrayPool<float>.Shared.Rent(RowsAtOnce * source.Dim);
            float step = 0;
            for (int first = 0; first < rows.Rows; first += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, rows.Rows - first);
                source.Copy(rows.FirstRow + first, count, values);
                step = Math.Max(step, Int8Quantizer.StepOf(values.AsSpan(0, count * source.Dim)));
            }

            ArrayPool<float>.Shared.Return(values);

            // Rows of zeros are images of themselves at any step.
            return step > 0 ? step : 1;
        }

        protected override float Read(RowSource source, TileRange rows, float step, Span<byte> images)
        {
            int dim = source.Dim;
            var values = ArrayPool<float>.Shared.Rent(rows.Rows * dim);
            source.Copy(rows.FirstRow, rows.Rows, values);
            float error = 0;
            for (int row = 0; row < rows.Rows; row++)
            {
                var image = MemoryMarshal.Cast<byte, sbyte>(images.Slice(row * dim, dim));
                float distance = Int8Quantizer.Round(values.AsSpan(row * dim, dim), step, image, sbyte.MaxValue);
                error = Math.Max(error, distance);
            }

            ArrayPool<float>.Shared.Return(values);
            return error;
        }
    }
}
