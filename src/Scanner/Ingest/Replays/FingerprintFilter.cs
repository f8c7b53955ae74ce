using Scanner.Runs;

namespace Scanner.Ingest.Replays;

/// <summary>
/// A set of fingerprints in a fixed number of bits, one for each (Bloom 1970, with one hash): it holds what was added,
/// and now and then seems to hold what was not.
/// </summary>
internal sealed class FingerprintFilter
{
    // The least hashes of a response are small numbers: their low bits are as even as any.
    private const ulong Mask = (1UL << Limits.ReplayFilterBitsLog2) - 1;
    private readonly ulong[] _bits = new ulong[1 << (Limits.ReplayFilterBitsLog2 - 6)];

    /// <summary>Adds a fingerprint.</summary>
    public void Add(long fingerprint)
    {
        var bit = (ulong)fingerprint & Mask;
        _bits[bit >> 6] |= 1UL << (int)(bit & 63);
    }

    /// <summary>Whether it may have been added; true for all that were.</summary>
    public bool MayHold(long fingerprint)
    {
        var bit = (ulong)fingerprint & Mask;
        return (_bits[bit >> 6] & (1UL << (int)(bit & 63))) != 0;
    }
}
