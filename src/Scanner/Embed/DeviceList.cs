using Microsoft.ML.OnnxRuntime;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>A device that models may run on.</summary>
/// <param name="Name"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="IsUsable">Whether a model was loaded there and ran.</param>
/// <param name="Why">What makes it usable, or what is missing.</param>
public sealed record DeviceState(string Name, bool IsUsable, string Why);

/// <summary>The devices that models may run on, best first.</summary>
public static class DeviceList
{
    // A machine with more is rare, and --device cuda:N reaches those, too.
    private const int CudaDevicesMax = 16;

    /// <summary>Tries every device with a model, and says how it went.</summary>
    public static IReadOnlyList<DeviceState> Try(ModelFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var states = new List<DeviceState>();
        for (var index = 0; index < CudaDevicesMax; index++)
        {
            var state = Try(folder, new Device(index));
            if (index == 0 || state.IsUsable)
            {
                states.Add(state);
            }

            if (!state.IsUsable)
            {
                break;
            }
        }

        return [.. states, Try(folder, Device.Cpu)];
    }

    /// <summary>
    /// Loads a model on a device and runs it once; <c>auto</c> takes the first CUDA device where that works, else the
    /// CPU.
    /// </summary>
    /// <exception cref="ScanException">The device does not work; says what is missing.</exception>
    internal static OnnxModel Open(ModelFolder folder, string device)
    {
        if (DeviceChoice.Parse(device).ModelDevice is { } chosen)
        {
            return Open(folder, chosen);
        }

        try
        {
            return OnnxModel.Open(folder, new Device(0));
        }
        catch (ScanException)
        {
            // Most machines have no CUDA. Where the model is at fault, the CPU says so.
            return OnnxModel.Open(folder, Device.Cpu);
        }
    }

    private static OnnxModel Open(ModelFolder folder, Device device)
    {
        try
        {
            return OnnxModel.Open(folder, device);
        }
        catch (ScanException error) when (device != Device.Cpu)
        {
            // What fails on the CPU, too, is the model's fault: then this throws.
            OnnxModel.Open(folder, Device.Cpu).Dispose();
            throw new ScanException(
                $"--device {device}: does not work here: {Trouble(error.InnerException ?? error)}. Expected a build "
                + "with -p:Gpu=true, an NVIDIA GPU with its driver, CUDA 12 and cuDNN 9. Install what is missing, or "
                + "leave --device out.",
                error);
        }
    }

    /// <summary>
    /// What went wrong: that the build cannot know CUDA, else ONNX Runtime's words without the places in its source.
    /// </summary>
    private static string Trouble(Exception error)
    {
        const string Mark = " : FAIL : ";
        var message = error.Message;
        // The library that every CUDA build of ONNX Runtime has and no other; a CPU build may lack even the call.
        if (error is EntryPointNotFoundException
            || message.Contains("onnxruntime_providers_shared", StringComparison.Ordinal)
            || message.Contains("not enabled in this build", StringComparison.Ordinal))
        {
            return "this build holds the CPU package of ONNX Runtime, which knows no CUDA (build with -p:Gpu=true)";
        }

        var start = message.LastIndexOf(Mark, StringComparison.Ordinal);
        return message[(start < 0 ? 0 : start + Mark.Length)..].Trim().TrimEnd('.');
    }

    private static DeviceState Try(ModelFolder folder, Device device)
    {
        try
        {
            using var model = OnnxModel.Open(folder, device);
            return new DeviceState(
                device.ToString(), true, $"ran {folder.Name} with ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
        }
        catch (ScanException error)
        {
            var why = device == Device.Cpu ? error.Message : Trouble(error.InnerException ?? error);
            return new DeviceState(device.ToString(), false, why);
        }
    }
}
