using System.ComponentModel;
using System.Diagnostics;
using Scanner.Embed;
using Scanner.Gpu;
using Scanner.Join;
using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.GpuBench;

/// <summary>The GPUs of a bench.</summary>
/// <param name="Choice">Which devices.</param>
/// <param name="Kernels">The kernels that they run, best first.</param>
/// <param name="Description">What they are.</param>
internal sealed record GpuMachine(DeviceChoice Choice, IReadOnlyList<string> Kernels, string Description)
{
    /// <summary>Kernels that are timed where nobody says how many: the best of float16, and of int8.</summary>
    public const int KernelsCompared = 2;

    /// <summary>Opens the devices once with every kernel.</summary>
    /// <exception cref="ScanException">There is no such device, or it runs none.</exception>
    public static GpuMachine Open(DeviceChoice choice, string? kernel)
    {
        var devices = new GpuDevices();
        var kernels = new List<string>();
        var description = "";
        foreach (var name in DeviceKernels.All.Where(name => kernel is null || name == kernel))
        {
            try
            {
                var opened = devices.Open(choice, name, dim: 64);
                description = $"{opened.Count} × {opened[0].Description}, driver {Driver()}";
                kernels.Add(name);
                foreach (var device in opened) device.Dispose();
            }
            catch (ScanException) when (kernel is null && name != DeviceKernels.All[^1])
            {
                // An older device runs fewer kernels. What runs none fails at the last.
            }
        }

        return new GpuMachine(choice, kernels, description);
    }

    /// <summary>Settings of a join on these devices.</summary>
    public JoinSettings Settings(float threshold, string kernel) => new(threshold)
    {
        Device = Choice,
        Devices = new GpuDevices(),
        Backend = kernel,
    };

    private static string Driver()
    {
        try
        {
            const string Query = "--query-gpu=driver_version --format=csv,noheader -i 0";
            using var tool = Process.Start(new ProcessStartInfo("nvidia-smi", Query) { RedirectStandardOutput = true });
            return tool?.StandardOutput.ReadToEnd().Trim() ?? "unknown";
        }
        catch (Win32Exception)
        {
            return "unknown";
        }
    }
}
