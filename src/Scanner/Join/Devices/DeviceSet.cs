using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Join.Devices;

/// <summary>The devices of a join, opened; none where the processor does it.</summary>
internal sealed class DeviceSet : IDisposable
{
    private DeviceSet(IReadOnlyList<IJoinDevice> devices) => Devices = devices;

    /// <summary>The devices.</summary>
    public IReadOnlyList<IJoinDevice> Devices { get; }

    /// <summary>Whether the processor may do what a GPU does not: where nobody asked for a GPU.</summary>
    public static bool MayFallBack(JoinSettings settings) =>
        settings.Device.Kind == DeviceKind.Auto && settings.Backend is null;

    /// <summary>Decides whether a join goes to GPUs, and opens them.</summary>
    /// <param name="settings">How to join.</param>
    /// <param name="gigaflops">What the join costs.</param>
    /// <param name="dim">Length of a row.</param>
    /// <exception cref="ScanException">A device or kernel that was asked for does not work, or device and backend
    /// contradict each other.</exception>
    public static DeviceSet Open(JoinSettings settings, double gigaflops, int dim)
    {
        bool isKernel = DeviceKernels.All.Contains(settings.Backend);
        bool isGpu = settings.Device.Kind is DeviceKind.Cuda or DeviceKind.OpenCl;
        bool isProcessor = settings.Device.Kind is DeviceKind.Cpu or DeviceKind.WebGpu;
        if (isKernel ? isProcessor : isGpu && settings.Backend is not null)
        {
            throw new ScanException(
                $"--backend {settings.Backend} runs on {(isKernel ? "GPUs" : "the processor")}, and --device says "
                + $"{settings.Device}. Leave one of them out.");
        }

        if (isKernel || isGpu) return new DeviceSet(settings.Devices.Open(settings.Device, settings.Backend, dim));
        if (!MayFallBack(settings) || gigaflops < settings.AutoGigaflopsMin) return new DeviceSet([]);

        try
        {
            return new DeviceSet(settings.Devices.Open(settings.Device, kernel: null, dim));
        }
        catch (ScanException error)
        {
            // Machines without a GPU open none and say nothing; here is one that does not work.
            settings.Say($"Joins on the processor. {error.Message}");
            return new DeviceSet([]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var device in Devices) device.Dispose();
    }
}
