using ILGPU;
using ILGPU.Runtime.CPU;
using Scanner.Gpu;
using Scanner.Join.Devices;

namespace Scanner.Tests.Gpu;

/// <summary>ILGPU's processor as a device: slow, and right in every barrier.</summary>
internal static class CpuAccelerator
{
    public static IJoinDevice Open()
    {
        // One multiprocessor with groups of 64 threads, which the portable kernel takes there.
        var context = Context.Create(builder => builder.CPU(new CPUDevice(4, 16, 1)));
        var accelerator = context.CreateCPUAccelerator(0);
        return new GpuDevice("ilgpu-cpu:0", context, accelerator, new PortableLauncher(accelerator));
    }
}
