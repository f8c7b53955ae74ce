using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How memory is handed out.</summary>
public enum OrtAllocatorType
{
    /// <summary>Straight from the device.</summary>
    DeviceAllocator = 0,

    /// <summary>From an arena.</summary>
    ArenaAllocator = 1,
}

/// <summary>What memory is for.</summary>
public enum OrtMemType
{
    /// <summary>CPU memory that another provider reads.</summary>
    CpuInput = -2,

    /// <summary>CPU memory that another provider writes.</summary>
    CpuOutput = -1,

    /// <summary>The same as <see cref="CpuOutput"/>.</summary>
    Cpu = CpuOutput,

    /// <summary>The provider's own memory.</summary>
    Default = 0,
}

/// <summary>Describes a place for tensors: which device, which allocator.</summary>
public sealed class OrtMemoryInfo : SafeHandle
{
    /// <summary>The name of the CPU's memory, zero-terminated.</summary>
    public static readonly byte[] allocatorCPU = Utf8.Bytes("Cpu");

    /// <summary>The name of CUDA devices' memory, zero-terminated.</summary>
    public static readonly byte[] allocatorCUDA = Utf8.Bytes("Cuda");

    /// <summary>The name of the CPU memory that CUDA devices reach, zero-terminated.</summary>
    public static readonly byte[] allocatorCUDA_PINNED = Utf8.Bytes("CudaPinned");

    private static readonly Lazy<OrtMemoryInfo> Cpu = new(() =>
    {
        OrtStatus.Check(OrtApi.CreateCpuMemoryInfo(OrtAllocatorType.DeviceAllocator, OrtMemType.Cpu, out var info));
        return new OrtMemoryInfo(info);
    });

    /// <summary>A place on a device.</summary>
    /// <param name="utf8AllocatorName">One of the names above.</param>
    /// <param name="allocatorType">How memory is handed out.</param>
    /// <param name="deviceId">The device's 0-based number.</param>
    /// <param name="memoryType">What the memory is for.</param>
    public unsafe OrtMemoryInfo(
        byte[] utf8AllocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType) : base(0, true)
    {
        fixed (byte* name = utf8AllocatorName)
            OrtStatus.Check(OrtApi.CreateMemoryInfo(name, allocatorType, deviceId, memoryType, out handle));
    }

    /// <summary>A place on a device.</summary>
    /// <param name="allocatorName">Cpu, Cuda or CudaPinned.</param>
    /// <param name="allocatorType">How memory is handed out.</param>
    /// <param name="deviceId">The device's 0-based number.</param>
    /// <param name="memoryType">What the memory is for.</param>
    public OrtMemoryInfo(string allocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType)
        : this(Utf8.Bytes(allocatorName), allocatorType, deviceId, memoryType)
    {
    }

    private OrtMemoryInfo(nint info) : base(info, true)
    {
    }

    /// <summary>The CPU.</summary>
    public static OrtMemoryInfo DefaultInstance => Cpu.Value;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(Released.MemoryInfo, handle);
        handle = 0;
        return true;
    }
}
