using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>The backends of the join, listed once.</summary>
public static class JoinBackends
{
    /// <summary>
    /// Best first. Bytes are multiplied at twice the rate of 512-bit floats and more where one instruction adds four
    /// products, and at twice that rate again where its vectors have 512 bits; by three instructions, as AVX-512 and
    /// AVX2 need without it, still a little faster than floats. 512-bit floats compute twice what 256-bit ones do on
    /// the same core, and those about sixty times what plain loops do. The loops run anywhere and settle every doubt.
    /// </summary>
    public static IReadOnlyList<IJoinBackend> All { get; } =
    [
        new Int8Backend<Int8Vnni512>(), new Int8Backend<Int8Vnni>(), new Int8Backend<Int8Arm>(),
        new Int8Backend<Int8Avx512>(), new Int8Backend<Int8Avx2>(),
        new SimdBackend<Vector512Kernel>(), new SimdBackend<VectorKernel>(), new ReferenceBackend(),
    ];

    /// <summary>Refuses a name that is neither a backend's of this machine nor a kernel's of GPUs.</summary>
    /// <exception cref="ScanException">Names what there is.</exception>
    public static void Check(string? name)
    {
        if (name is null || !DeviceKernels.All.Contains(name)) Choose(name);
    }

    /// <summary>The backend of a name, or the best that this machine runs.</summary>
    /// <param name="name">One of the listed names; null for the best available.</param>
    /// <exception cref="ScanException">No such backend, or not on this machine.</exception>
    public static IJoinBackend Choose(string? name)
    {
        if (name is null) return All.First(backend => backend.IsAvailable);

        var found = All.FirstOrDefault(backend => backend.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is { IsAvailable: true }) return found;

        var names = string.Join(", ", All.Where(backend => backend.IsAvailable).Select(backend => backend.Name));
        throw new ScanException(found is null
            ? $"--backend {name}: there is no such backend. This machine runs: {names}."
            : $"--backend {name}: this machine's processor cannot run it. It runs: {names}.");
    }
}
