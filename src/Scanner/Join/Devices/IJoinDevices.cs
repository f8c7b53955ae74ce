using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Join.Devices;

/// <summary>The devices of this machine that can join.</summary>
public interface IJoinDevices
{
    /// <summary>Every device, best first, and whether a kernel really ran on it; where there is none, why.</summary>
    IReadOnlyList<DeviceState> Try();

    /// <summary>Opens devices.</summary>
    /// <param name="choice">
    /// Which; <c>auto</c> for all that are of the best one's kind, none where the machine has no GPU and no kernel is
    /// named.
    /// </param>
    /// <param name="kernel">A name of <see cref="DeviceKernels"/>; null for the best that each device runs.</param>
    /// <param name="dim">Length of the rows to join, for which kernels are compiled.</param>
    /// <exception cref="ScanException">One does not work; says what is missing.</exception>
    IReadOnlyList<IJoinDevice> Open(DeviceChoice choice, string? kernel, int dim);
}
