using Scanner.Embed;
using Scanner.Gpu;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Gpu;

public sealed class LeftOutTests
{
    [SkippableFact]
    public void The_kernels_join() =>
        Skip.If(true, "the GPU kernels are left out of this build: no NuGet feed held ILGPU");

    [Fact]
    public void A_build_without_kernels_says_why()
    {
        var devices = new GpuDevices();
        Assert.Contains("ILGPU", Assert.Single(devices.Try()).Why, StringComparison.Ordinal);
        Assert.Empty(devices.Open(DeviceChoice.Auto, kernel: null, dim: 2));
        Expect.Error<ScanException>(
            () => devices.Open(DeviceChoice.Parse("cuda"), kernel: null, dim: 2), "--device cuda:0", "ILGPU");
    }
}
