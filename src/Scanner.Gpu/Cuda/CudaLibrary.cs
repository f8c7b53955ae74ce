using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace Scanner.Gpu.Cuda;

/// <summary>What ILGPU does not ask of the CUDA driver.</summary>
internal static partial class CudaLibrary
{
    // CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN
    private const int SharedBytesOptIn = 97;

    // CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
    private const int DynamicSharedBytes = 8;

    private static readonly Lock Gate = new();
    private static bool _isRegistered;

    /// <summary>
    /// Lets ILGPU and this assembly find the driver where only its versioned name exists, as on most machines without
    /// a CUDA toolkit.
    /// </summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_isRegistered) return;

            _isRegistered = true;
            NativeLibrary.SetDllImportResolver(typeof(CudaLibrary).Assembly, Resolve);
            bool isWsl = Directory.Exists("/usr/lib/wsl/lib");
            if (OperatingSystem.IsLinux() && !isWsl)
                NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
        }
    }

    /// <summary>Bytes of shared memory that a group may ask for.</summary>
    public static int SharedBytesMax(int device)
    {
        CudaException.ThrowIfFailed(GetDeviceAttribute(out int bytes, SharedBytesOptIn, device));
        return bytes;
    }

    /// <summary>Asks for more shared memory than the 48 KiB that every kernel may have.</summary>
    public static void AllowSharedBytes(IntPtr function, int bytes) =>
        CudaException.ThrowIfFailed(SetFunctionAttribute(function, DynamicSharedBytes, bytes));

    [LibraryImport("cuda", EntryPoint = "cuFuncSetAttribute")]
    private static partial CudaError SetFunctionAttribute(IntPtr function, int attribute, int value);

    [LibraryImport("cuda", EntryPoint = "cuDeviceGetAttribute")]
    private static partial CudaError GetDeviceAttribute(out int value, int attribute, int device);

    // Zero leaves the search to the system.
    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "cuda") return IntPtr.Zero;

        foreach (var file in (string[])["libcuda.so.1", "libcuda.so", "nvcuda.dll", "/usr/lib/wsl/lib/libcuda.so.1"])
        {
            if (NativeLibrary.TryLoad(file, out var handle)) return handle;
        }

        return IntPtr.Zero;
    }
}
