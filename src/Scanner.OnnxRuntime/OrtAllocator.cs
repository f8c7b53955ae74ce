namespace Microsoft.ML.OnnxRuntime;

/// <summary>Where the library takes memory from.</summary>
public sealed class OrtAllocator
{
    private static readonly Lazy<OrtAllocator> Default = new(() => new OrtAllocator());

    private OrtAllocator()
    {
        OrtStatus.Check(OrtApi.GetAllocatorWithDefaultOptions(out var pointer));
        Pointer = pointer;
    }

    /// <summary>The library's own CPU allocator. It is never freed.</summary>
    public static OrtAllocator DefaultInstance => Default.Value;

    internal nint Pointer { get; }

    internal unsafe void Free(void* memory) => OrtStatus.Check(OrtApi.AllocatorFree(Pointer, memory));
}
