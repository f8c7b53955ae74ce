using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Scanner.Embed;

/// <summary>How ONNX Runtime is told of a device, and what its trouble with one means.</summary>
internal static class DeviceProvider
{
    /// <summary>Said where a build cannot know CUDA.</summary>
    public const string CpuPackage =
        "this build holds the CPU package of ONNX Runtime, which knows no CUDA (build with -p:Gpu=true)";

    private const string WebGpuName = "WebGpuExecutionProvider";

    /// <summary>Lets a session run on a device what can run there; the processor does the rest.</summary>
    /// <exception cref="OnnxRuntimeException">The device does not work.</exception>
    /// <exception cref="NotSupportedException">The library has no way to ask for it.</exception>
    public static void Append(SessionOptions options, Device device)
    {
        if (device.Kind == DeviceKind.Cuda)
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(CudaOptions(device));
            options.AppendExecutionProvider_CUDA(cuda);
        }
        else if (device.Kind == DeviceKind.WebGpu)
        {
            if (!OrtEnv.Instance().GetAvailableProviders().Contains(WebGpuName))
                throw new NotSupportedException($"this build of ONNX Runtime knows no {WebGpuName}");
            options.AppendExecutionProvider("WebGPU");
        }
    }

    /// <summary>
    /// What went wrong, in one sentence: that the build cannot know the device, that there is none, else ONNX Runtime's
    /// words without the places in its source.
    /// </summary>
    public static string Trouble(Device device, Exception error)
    {
        string said = (error.InnerException ?? error).Message;
        if (device.Kind == DeviceKind.WebGpu)
        {
            if (error.InnerException is NotSupportedException)
                return "this build holds a package of ONNX Runtime that knows no WebGPU (npm's onnxruntime-node does)";
            if (said.Contains("Failed to get a WebGPU adapter", StringComparison.Ordinal))
                return "no GPU was found by Vulkan, Metal or Direct3D 12";
        }

        return device.Kind == DeviceKind.Cuda && IsCpuPackage(said) ? CpuPackage : Plain(said);
    }

    /// <summary>What a device needs to work.</summary>
    public static string Needs(Device device) => device.Kind == DeviceKind.WebGpu
        ? "a GPU with a driver for Vulkan (on Linux, with its loader, libvulkan.so.1), Metal or Direct3D 12"
        : "a build with -p:Gpu=true, an NVIDIA GPU with its driver, CUDA 12 and cuDNN 9";

    // The library that every CUDA build of ONNX Runtime has and no other.
    private static bool IsCpuPackage(string said) =>
        said.Contains("onnxruntime_providers_shared", StringComparison.Ordinal)
        || said.Contains("not enabled in this build", StringComparison.Ordinal);

    private static Dictionary<string, string> CudaOptions(Device device)
    {
        var options = new Dictionary<string, string>
        {
            ["device_id"] = device.Index.ToString(CultureInfo.InvariantCulture),
        };
        if (device.BytesMax is { } bytes)
        {
            options["gpu_mem_limit"] = bytes.ToString(CultureInfo.InvariantCulture);
            // Powers of two, the usual way to grow, would reach the limit at half of it.
            options["arena_extend_strategy"] = "kSameAsRequested";
        }

        return options;
    }

    private static string Plain(string said)
    {
        const string Mark = " : FAIL : ";
        int start = said.LastIndexOf(Mark, StringComparison.Ordinal);
        return said[(start < 0 ? 0 : start + Mark.Length)..].Trim().TrimEnd('.');
    }
}
