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
    private const string CudaProvider = "CUDAExecutionProvider";

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

    /// <summary>Loads a model on a device; <c>auto</c> takes the first CUDA device where that works, else the CPU.</summary>
    /// <exception cref="ScanException">The device does not work; says what is missing.</exception>
    internal static OnnxModel Open(ModelFolder folder, string device)
    {
        if (Device.Parse(device) is { } chosen)
        {
            return Open(folder, chosen);
        }

        if (HasCuda())
        {
            try
            {
                return Open(folder, new Device(0));
            }
            catch (ScanException)
            {
                // The CPU says the same where the model is at fault.
            }
        }

        return Open(folder, Device.Cpu);
    }

    private static OnnxModel Open(ModelFolder folder, Device device)
    {
        try
        {
            return device.CudaIndex is null || HasCuda()
                ? OnnxModel.Open(folder, device)
                : throw new ScanException(
                    $"--device {device}: this build holds ONNX Runtime {OrtEnv.Instance().GetVersionString()} for the CPU only "
                    + "(no CUDAExecutionProvider). Build with -p:Gpu=true on a machine with CUDA 12 and cuDNN 9, or leave --device out.");
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new ScanException(
                $"{AppContext.BaseDirectory}: ONNX Runtime's native library cannot be loaded: {error.GetBaseException().Message} "
                + "Build again (dotnet build), which fetches it.", error);
        }
    }

    private static bool HasCuda() => OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider);

    private static DeviceState Try(ModelFolder folder, Device device)
    {
        try
        {
            using var model = Open(folder, device);
            return new DeviceState(
                device.ToString(), true, $"ran {folder.Name} with ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
        }
        catch (ScanException error)
        {
            return new DeviceState(device.ToString(), false, error.Message);
        }
    }
}
