using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>What drivers say, as errors that the join understands.</summary>
internal static class DriverErrors
{
    /// <summary>Does something on a device.</summary>
    /// <exception cref="DeviceException">The driver refuses.</exception>
    public static void Guard(Action work) => Guard(() =>
    {
        work();
        return 0;
    });

    /// <summary>Does something on a device.</summary>
    /// <exception cref="DeviceException">The driver refuses.</exception>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CudaException error) when (error.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY))
        {
            throw new DeviceException("is out of memory: another program may hold it", error);
        }
        catch (AcceleratorException error)
        {
            throw new DeviceException($"is lost ({Words(error)})", error);
        }
    }

    /// <summary>Does something that does not matter on a lost device, such as freeing its memory.</summary>
    public static void Ignore(Action work)
    {
        try
        {
            work();
        }
        catch (AcceleratorException)
        {
            // Whoever worked with the device has said what is wrong.
        }
    }

    /// <summary>What a driver said, in one line.</summary>
    public static string Words(AcceleratorException error) =>
        error is CudaException cuda ? cuda.Error : error.Message.Split('\n')[0].TrimEnd('.', '\r');
}
