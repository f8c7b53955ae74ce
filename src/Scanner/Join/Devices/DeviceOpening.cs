using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Join.Devices;

/// <summary>Decides whether a join goes to GPUs, and opens them.</summary>
internal static class DeviceOpening
{
    /// <summary>Whether the processor may do what a GPU does not: where nobody asked for a GPU.</summary>
    public static bool MayFallBack(JoinSettings settings) =>
        settings.Device.Kind == DeviceKind.Auto && settings.Backend is null;

    /// <summary>Opens the devices of a join; none where the processor shall do it.</summary>
    /// <exception cref="ScanException">A device or kernel that was asked for does not work, or device and backend
    /// contradict each other.</exception>
    public static IReadOnlyList<IJoinDevice> Open(JoinSettings settings, double gigaflops)
    {
        bool isKernel = DeviceKernels.All.Contains(settings.Backend);
        bool isGpu = settings.Device.Kind is DeviceKind.Cuda or DeviceKind.OpenCl;
        if (isKernel ? settings.Device.Kind == DeviceKind.Cpu : isGpu && settings.Backend is not null)
        {
            throw new ScanException(
                $"--backend {settings.Backend} runs on {(isKernel ? "GPUs" : "the processor")}, and --device says "
                + $"{settings.Device}. Leave one of them out.");
        }

        if (isKernel || isGpu) return settings.Devices.Open(settings.Device, settings.Backend);
        if (!MayFallBack(settings) || gigaflops < settings.AutoGigaflopsMin) return [];

        try
        {
            return settings.Devices.Open(settings.Device, kernel: null);
        }
        catch (ScanException error)
        {
            // Machines without a GPU open none and say nothing; here is one that does not work.
            settings.Say($"Joins on the processor. {error.Message}");
            return [];
        }
    }
}
