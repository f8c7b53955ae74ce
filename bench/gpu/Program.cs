using Scanner.Bench;
using Scanner.Embed;
using Scanner.GpuBench;
using Scanner.Join.Devices;
using Scanner.Runs;

var given = new Arguments(args);
try
{
    var gpu = GpuMachine.Open(DeviceChoice.Parse(given["device"] ?? "cuda"), given["kernel"]);
    Console.WriteLine($"# {gpu.Description}, kernels {string.Join(", ", gpu.Kernels)}");
    if (given["check"] != "no" && !GpuChecks.Run(gpu)) return 1;
    if (given["vectors"] is { } file && !GpuChecks.RunFile(gpu, file)) return 1;
    if (given["rows"] is not null) GpuTimes.Run(gpu, given);
    return 0;
}
catch (Exception error) when (error is ScanException or DeviceException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
