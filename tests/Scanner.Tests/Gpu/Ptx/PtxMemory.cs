using System.Runtime.CompilerServices;

namespace Scanner.Tests.Gpu.Ptx;

/// <summary>When begun copies and multiplications take place: at once, or as late as PTX allows.</summary>
internal readonly record struct PtxTiming(bool AreCopiesLate, bool AreProductsLate, bool IsLastThreadFirst);

/// <summary>What a group of threads sees: its parameters, its shared memory, and the device's memory.</summary>
/// <param name="shared">The group's shared memory, from <see cref="SharedBase"/> on.</param>
/// <param name="parameters">The kernel's parameters.</param>
/// <param name="regions">What may be read and written of the device's memory.</param>
/// <param name="timing">When what was begun takes place.</param>
internal sealed unsafe class PtxMemory(
    byte[] shared, byte[] parameters, IReadOnlyList<(long Address, long Bytes)> regions, PtxTiming timing)
{
    /// <summary>Where shared memory begins: aligned no better than it must be.</summary>
    public const long SharedBase = 16;

    /// <summary>When what was begun takes place.</summary>
    public PtxTiming Timing => timing;

    /// <summary>The kernel's parameters.</summary>
    public byte[] Parameters => parameters;

    /// <summary>A place in shared memory.</summary>
    public ref T Shared<T>(long address) where T : unmanaged
    {
        if (address < SharedBase || address + sizeof(T) > SharedBase + shared.Length || address % sizeof(T) != 0)
            throw new InvalidOperationException($"shared memory has no {sizeof(T)} bytes at {address}");

        return ref Unsafe.As<byte, T>(ref shared[address - SharedBase]);
    }

    /// <summary>A place in the device's memory.</summary>
    public ref T Global<T>(long address) where T : unmanaged
    {
        foreach (var (first, bytes) in regions)
        {
            if (address >= first && address + sizeof(T) <= first + bytes) return ref *(T*)address;
        }

        throw new InvalidOperationException($"the device's memory has no {sizeof(T)} bytes at {address:X}");
    }
}
