using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Join.Devices;

/// <summary>A program without GPU kernels.</summary>
/// <param name="why">Why it has none.</param>
public sealed class NoJoinDevices(string why) : IJoinDevices
{
    /// <summary>The library by itself.</summary>
    public static NoJoinDevices OfLibrary { get; } = new("the library was not given any GPU kernels");

    /// <inheritdoc/>
    public IReadOnlyList<DeviceState> Try() => [new DeviceState("cuda:0", false, why)];

    /// <inheritdoc/>
    public IReadOnlyList<IJoinDevice> Open(DeviceChoice choice, string? kernel, int dim)
    {
        if (choice.Kind == DeviceKind.Auto && kernel is null) return [];

        throw new ScanException(
            $"{(kernel is null ? $"--device {choice}" : $"--backend {kernel}")}: {why}. Build where a NuGet feed holds "
            + "ILGPU, or leave --device and --backend out to join on the processor.");
    }
}
