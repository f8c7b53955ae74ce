using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How models run on CUDA devices: which one, how much memory, and whatever else the library knows.</summary>
public sealed class OrtCUDAProviderOptions : SafeHandle
{
    /// <summary>The library's defaults.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without CUDA.</exception>
    public OrtCUDAProviderOptions() : base(0, true) => OrtStatus.Check(OrtApi.CreateCudaOptions(out handle));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Handle => handle;

    /// <summary>Sets options by name, such as <c>device_id</c> and <c>gpu_mem_limit</c>.</summary>
    /// <exception cref="OnnxRuntimeException">An option is unknown, or its value is none.</exception>
    public unsafe void UpdateOptions(Dictionary<string, string> providerOptions)
    {
        using var pairs = new Utf8Pairs(providerOptions);
        fixed (byte** keys = pairs.Keys, values = pairs.Values)
            OrtStatus.Check(OrtApi.UpdateCudaOptions(handle, keys, values, (nuint)providerOptions.Count));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(Released.CudaOptions, handle);
        handle = 0;
        return true;
    }
}
