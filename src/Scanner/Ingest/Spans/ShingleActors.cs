using System.Numerics;
using System.Runtime.InteropServices;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Exact actor bits of shingles, in many small tables: one that is full grows alone, where a single table would hold
/// itself twice over, as old and as new, for a moment. Any number of threads may add at a time.
/// </summary>
internal sealed class ShingleActors
{
    private const int PartsLog2 = 8;
    private readonly Dictionary<ulong, ulong>[] _parts =
        [.. Enumerable.Range(0, 1 << PartsLog2).Select(_ => new Dictionary<ulong, ulong>())];

    private readonly Lock[] _gates = [.. Enumerable.Range(0, 1 << PartsLog2).Select(_ => new Lock())];

    /// <summary>Notes that actors hold a shingle.</summary>
    public void Add(ulong shingle, ulong actorBits)
    {
        var part = shingle >> (64 - PartsLog2);
        lock (_gates[part])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_parts[part], shingle, out _) |= actorBits;
        }
    }

    /// <summary>Forgets the shingles that fewer actors hold; nothing is added afterwards.</summary>
    public void KeepShared(int actorsMin)
    {
        foreach (var part in _parts)
        {
            foreach (var (shingle, bits) in part)
            {
                if (BitOperations.PopCount(bits) < actorsMin)
                {
                    part.Remove(shingle);
                }
            }

            part.TrimExcess();
        }
    }

    /// <summary>The actors of a shingle that was kept; 0 of one that was not.</summary>
    public ulong BitsOf(ulong shingle) => _parts[shingle >> (64 - PartsLog2)].GetValueOrDefault(shingle);
}
