using Scanner.Cli;
using Scanner.Runs;

namespace Scanner.Tests.Program;

/// <summary>
/// Models on WebGPU, for real: Debian's chromium brings a driver for Vulkan that computes on the processor. It must be
/// known before a process starts, hence processes of their own.
/// </summary>
public sealed class WebGpuTests : IDisposable
{
    private const string Chromium = "/usr/lib/chromium";

    private readonly string _root = Directory.CreateTempSubdirectory("scan-webgpu-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [SkippableFact]
    public void Vectors_by_WebGPU_are_those_of_the_processor()
    {
        string driver = MakeDriver();
        string texts = Path.Combine(_root, "texts.txt"), webgpu = Path.Combine(_root, "webgpu.npy");
        string cpu = Path.Combine(_root, "cpu.npy");
        File.WriteAllLines(texts, Enumerable.Range(0, 300)
            .Select(i => $"grade answer {i} by rubric {i % 7}" + string.Concat(Enumerable.Repeat(" word", i % 41))));
        string[] args = ["vectors", texts, "--no-cache", "--json", "--out"];
        using var process = ScanProcess.StartWith(Driver(driver), [.. args, webgpu, "--device", "webgpu"]);
        var call = process.Finish();
        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.Contains("\"webgpu\"", call.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Call.Scan([.. args, cpu, "--device", "cpu"]).Code);

        var (found, expected) = (Read(webgpu), Read(cpu));
        Assert.Contains(expected, value => value != 0);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-3);
    }

    [SkippableFact]
    public void A_driver_that_works_is_listed_and_none_is_an_error()
    {
        string driver = MakeDriver();
        using (var process = ScanProcess.StartWith(Driver(driver), ["devices"]))
            Assert.Contains("webgpu     works: ran default", process.Finish().Output, StringComparison.Ordinal);

        using var other = ScanProcess.StartWith(
            Driver(Path.Combine(_root, "none.json")), ["vectors", driver, "--out", "v.npy", "--device", "webgpu"]);
        var call = other.Finish();
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains("--device webgpu: does not work here: no GPU was found", call.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("echo broken driver >&2; kill -SEGV $$", 60, "exit code 139: broken driver")]
    [InlineData("exec sleep 60", 2, "no answer within")]
    public void A_driver_that_crashes_or_hangs_takes_nothing_along(string command, int patience, string why)
    {
        Skip.IfNot(File.Exists("/bin/sh"), "there is no shell here");
        var state = WebGpuTrial.Run(new("/bin/sh", ["-c", command]), TimeSpan.FromSeconds(patience));
        Assert.Equal(("webgpu", false), (state.Name, state.IsUsable));
        Assert.Contains(why, state.Why, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Driver(string path) => new()
    {
        ["LD_LIBRARY_PATH"] = Chromium,
        ["VK_ICD_FILENAMES"] = path,
        ["VK_DRIVER_FILES"] = path,
    };

    private static float[] Read(string path)
    {
        using var matrix = VectorFile.Open(path);
        var values = new float[matrix.Rows * matrix.Dim];
        matrix.CopyRows(0, matrix.Rows, values);
        return values;
    }

    private string MakeDriver()
    {
        string library = Path.Combine(Chromium, "libvk_swiftshader.so");
        Skip.IfNot(
            File.Exists(library) && File.Exists(Path.Combine(Chromium, "libvulkan.so.1")),
            "Debian's chromium is not here");
        string path = Path.Combine(_root, "driver.json");
        File.WriteAllText(
            path,
            $$"""{"file_format_version": "1.0.0", "ICD": {"library_path": "{{library}}", "api_version": "1.1.0"} }""");
        return path;
    }
}
