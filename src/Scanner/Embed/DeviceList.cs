using Microsoft.ML.OnnxRuntime;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>A device that models may run on.</summary>
/// <param name="Name"><c>cuda:N</c>, <c>webgpu</c> or <c>cpu</c>.</param>
/// <param name="IsUsable">Whether a model was loaded there and ran.</param>
/// <param name="Why">What makes it usable, or what is missing.</param>
public sealed record DeviceState(string Name, bool IsUsable, string Why);

/// <summary>The devices that models may run on, best first.</summary>
public static class DeviceList
{
    // A machine with more is rare, and --device cuda:N reaches those, too.
    private const int CudaDevicesMax = 16;

    /// <summary>Tries every device with a model, and says how it went.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="tryWebGpu">
    /// Tries WebGPU in another way than in this process, which a driver that crashes takes along; null: in this one.
    /// </param>
    public static IReadOnlyList<DeviceState> Try(ModelFolder folder, Func<DeviceState>? tryWebGpu = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var states = new List<DeviceState>();
        for (var index = 0; index < CudaDevicesMax; index++)
        {
            var state = Try(folder, new Device(DeviceKind.Cuda, index));
            if (index == 0 || state.IsUsable)
            {
                states.Add(state);
            }

            if (!state.IsUsable)
            {
                break;
            }
        }

        return [.. states, tryWebGpu?.Invoke() ?? Try(folder, Device.WebGpu), Try(folder, Device.Cpu)];
    }

    /// <summary>Tries one device with a model, and says how it went.</summary>
    public static DeviceState Try(ModelFolder folder, Device device)
    {
        try
        {
            using var model = OnnxModel.Open(folder, device);
            return new DeviceState(
                device.ToString(), true, $"ran {folder.Name} with ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
        }
        catch (ScanException error)
        {
            var why = device.Kind == DeviceKind.Cpu ? error.Message : DeviceProvider.Trouble(device, error);
            return new DeviceState(device.ToString(), false, why);
        }
    }

    /// <summary>
    /// Loads a model on a device and runs it once; <c>auto</c> takes the first CUDA device where that works, else the
    /// CPU.
    /// </summary>
    /// <param name="folder">The model.</param>
    /// <param name="device">As <see cref="DeviceChoice.Parse"/> reads it.</param>
    /// <param name="bytesMax">Bytes that it may take of a CUDA device; null for all.</param>
    /// <returns>The model, and why <c>auto</c> did not take CUDA; null where it did, or was not asked.</returns>
    /// <exception cref="ScanException">The device does not work; says what is missing.</exception>
    internal static (OnnxModel Model, string? FellBack) Open(ModelFolder folder, string device, long? bytesMax)
    {
        if (DeviceChoice.Parse(device).ModelDevice is { } chosen)
        {
            return (Open(folder, chosen with { BytesMax = bytesMax }), null);
        }

        var first = new Device(DeviceKind.Cuda, 0) { BytesMax = bytesMax };
        try
        {
            return (OnnxModel.Open(folder, first), null);
        }
        catch (ScanException error)
        {
            // Most machines have no CUDA. Where the model is at fault, the CPU says so.
            return (OnnxModel.Open(folder, Device.Cpu), $"{first}: {DeviceProvider.Trouble(first, error)}");
        }
    }

    /// <summary>The error that a device was asked for which does not work.</summary>
    public static ScanException DoesNotWork(Device device, string why, Exception? error = null)
    {
        string message = $"--device {device}: does not work here: {why}. Expected {DeviceProvider.Needs(device)}. "
            + "Install what is missing, or leave --device out.";
        return error is null ? new ScanException(message) : new ScanException(message, error);
    }

    private static OnnxModel Open(ModelFolder folder, Device device)
    {
        try
        {
            return OnnxModel.Open(folder, device);
        }
        catch (ScanException error) when (device.Kind != DeviceKind.Cpu)
        {
            // What fails on the CPU, too, is the model's fault: then this throws.
            OnnxModel.Open(folder, Device.Cpu).Dispose();
            throw DoesNotWork(device, DeviceProvider.Trouble(device, error), error);
        }
    }
}
