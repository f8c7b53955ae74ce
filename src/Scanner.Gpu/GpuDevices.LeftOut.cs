using Scanner.Embed;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>Stands for the GPU kernels in a build without ILGPU.</summary>
public sealed class GpuDevices : IJoinDevices
{
    private readonly NoJoinDevices _none = new(
        "this build holds no GPU kernels for the join, because no NuGet feed held ILGPU");

    /// <inheritdoc/>
    public IReadOnlyList<DeviceState> Try() => _none.Try();

    /// <inheritdoc/>
    public IReadOnlyList<IJoinDevice> Open(DeviceChoice choice, string? kernel, int dim) =>
        _none.Open(choice, kernel, dim);
}
