using Scanner.Runs;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Per fingerprint a 64-bit sketch of the actors whose texts hold it, in a table without keys: fingerprints that fall
/// into one slot share their bits, so it can say "several actors" too often and never too rarely. Any number of threads
/// may add at a time.
/// </summary>
/// <param name="slotsLog2">Binary logarithm of the number of slots, of 8 bytes each; at least 1.</param>
internal sealed class ActorSketch(int slotsLog2 = Limits.SpanSketchSlotsLog2)
{
    private readonly int _shift = 64 - slotsLog2;
    private readonly ulong[] _slots = new ulong[1 << slotsLog2];

    /// <summary>Notes that actors hold a fingerprint.</summary>
    public void Add(ulong fingerprint, ulong actorBits)
    {
        ref var slot = ref _slots[fingerprint >> _shift];
        if ((Volatile.Read(ref slot) & actorBits) != actorBits)
        {
            Interlocked.Or(ref slot, actorBits);
        }
    }

    /// <summary>The actors of a fingerprint, and of those that share its slot.</summary>
    public ulong BitsOf(ulong fingerprint) => _slots[fingerprint >> _shift];
}
