namespace Scanner.Join.Devices;

/// <summary>What devices did for a join.</summary>
/// <param name="Launches">Launches, those in vain included.</param>
/// <param name="Overflows">Launches in vain: with more pairs than there was room for.</param>
/// <param name="Handed">Pairs handed over to the host.</param>
public sealed record DeviceWork(long Launches, long Overflows, long Handed);
