using ILGPU.Runtime;
using Scanner.Join;

namespace Scanner.Gpu;

/// <summary>How a kernel wants rows to lie in a device's memory.</summary>
internal interface IRowLayout
{
    /// <summary>Bytes that a tile takes on the device.</summary>
    long TileBytes(int rows, int dim);

    /// <summary>Bytes of the host's memory that packing so many rows needs.</summary>
    int StagingBytes(int rows, int dim);

    /// <summary>The step that all rows of a tile are rounded to; 1 where floats are stored.</summary>
    float StepOf(RowSource source, TileRange rows);

    /// <summary>
    /// Packs consecutive rows of a tile and begins to copy them to the device; staging is free again when the stream
    /// rests.
    /// </summary>
    /// <param name="stream">Where copies go.</param>
    /// <param name="staging">Page-locked memory of <see cref="StagingBytes"/>.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">Which.</param>
    /// <param name="firstRow">The first of them inside the tile.</param>
    /// <param name="image">What receives them.</param>
    /// <returns>Largest Euclidean distance of a row from what is stored of it.</returns>
    float Store(
        AcceleratorStream stream, Span<byte> staging, RowSource source, TileRange rows, int firstRow, GpuImage image);
}
