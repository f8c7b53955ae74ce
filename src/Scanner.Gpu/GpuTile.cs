using ILGPU.Runtime;
using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>Rows in a GPU's memory, in its kernel's layouts: the fine one, then a coarse one if it has any.</summary>
internal sealed class GpuTile : IDeviceTile
{
    private readonly List<GpuImage> _images = [];

    public GpuTile(Accelerator accelerator, IGpuKernel kernel, int rows, int dim)
    {
        Dim = dim;
        try
        {
            foreach (var layout in kernel.Layouts) _images.Add(new GpuImage(accelerator, layout, rows, dim));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Length of a row.</summary>
    public int Dim { get; }

    /// <inheritdoc/>
    public TileRange Range { get; private set; }

    /// <inheritdoc/>
    public float RoundingError => _images[0].RoundingError;

    /// <inheritdoc/>
    public float? CoarseError => _images.Count > 1 ? _images[1].RoundingError : null;

    /// <summary>The rows as a launch reads them.</summary>
    public GpuImage Image(bool isCoarse) => _images[isCoarse ? 1 : 0];

    /// <inheritdoc/>
    public void Load(RowSource source, TileRange rows) => DriverErrors.Guard(() =>
    {
        Range = rows;
        foreach (var image in _images) image.Load(source, rows);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var image in _images) image.Dispose();
    }
}
