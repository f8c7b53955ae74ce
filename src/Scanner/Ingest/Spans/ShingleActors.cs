using System.Numerics;
using System.Runtime.CompilerServices;
using Scanner.Runs;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Exact actor bits of shingles, in many small tables with open addressing: one that is full grows alone, where a
/// single table would hold itself twice over, as old and as new, for a moment. Any number of threads may add at a time.
/// </summary>
internal sealed class ShingleActors
{
    private const int PartsLog2 = 8;

    // Shingles whose places are fetched ahead: a fetch from memory takes as long as some eight additions.
    private const int Ahead = 8;

    private readonly Part[] _parts = [.. Enumerable.Range(0, 1 << PartsLog2).Select(_ => new Part())];

    /// <summary>Notes that actors hold shingles.</summary>
    /// <param name="shingles">Hashes of the shingles.</param>
    /// <param name="actorBits">At least one bit.</param>
    public void Add(ReadOnlySpan<ulong> shingles, ulong actorBits)
    {
        for (var i = 0; i < shingles.Length; i++)
        {
            Prefetch(shingles, i + Ahead);
            PartOf(shingles[i]).Add(shingles[i], actorBits);
        }
    }

    /// <summary>Forgets the shingles that fewer actors hold; nothing is added afterwards.</summary>
    public void KeepShared(int actorsMin)
    {
        foreach (var part in _parts)
        {
            part.KeepShared(actorsMin);
        }
    }

    /// <summary>The actors of a shingle that was kept; 0 of one that was not.</summary>
    public ulong BitsOf(ulong shingle) => PartOf(shingle).BitsOf(shingle);

    /// <summary>The actors of shingles, as of <see cref="BitsOf"/>.</summary>
    /// <param name="shingles">Hashes of the shingles.</param>
    /// <param name="actorBits">[shingles] receives them.</param>
    public void Read(ReadOnlySpan<ulong> shingles, Span<ulong> actorBits)
    {
        for (var i = 0; i < shingles.Length; i++)
        {
            Prefetch(shingles, i + Ahead);
            actorBits[i] = BitsOf(shingles[i]);
        }
    }

    private void Prefetch(ReadOnlySpan<ulong> shingles, int index)
    {
        if (index < shingles.Length)
        {
            PartOf(shingles[index]).Prefetch(shingles[index]);
        }
    }

    private Part PartOf(ulong shingle) => _parts[shingle >> (64 - PartsLog2)];

    // A slot without bits is free: whoever is noted has some.
    private record struct Slot(ulong Shingle, ulong Bits);

    private sealed class Part
    {
        private const int SlotsMin = 16;

        private readonly Lock _gate = new();
        private Slot[] _slots = new Slot[SlotsMin];
        private int _count;

        public void Add(ulong shingle, ulong bits)
        {
            lock (_gate)
            {
                ref var slot = ref Find(_slots, shingle);
                if (slot.Bits == 0)
                {
                    if (4 * ++_count > 3 * _slots.Length)
                    {
                        MoveTo(2 * _slots.Length, actorsMin: 1);
                        slot = ref Find(_slots, shingle);
                    }

                    slot.Shingle = shingle;
                }

                slot.Bits |= bits;
            }
        }

        public ulong BitsOf(ulong shingle) => Find(_slots, shingle).Bits;

        public unsafe void Prefetch(ulong shingle)
        {
            // A table that has just grown is missed once.
            var slots = _slots;
            ref var slot = ref slots[(int)shingle & (slots.Length - 1)];
            CacheLines.Prefetch(Unsafe.AsPointer(ref slot), sizeof(Slot));
        }

        public void KeepShared(int actorsMin)
        {
            _count = _slots.Count(slot => BitOperations.PopCount(slot.Bits) >= actorsMin);
            MoveTo(Math.Max(SlotsMin, (int)BitOperations.RoundUpToPowerOf2((uint)_count * 4 / 3 + 1)), actorsMin);
        }

        private void MoveTo(int length, int actorsMin)
        {
            var moved = new Slot[length];
            foreach (var slot in _slots)
            {
                if (BitOperations.PopCount(slot.Bits) >= actorsMin)
                {
                    Find(moved, slot.Shingle) = slot;
                }
            }

            _slots = moved;
        }

        // Its slot, or the free one where it would go: linear probing. The upper bits of a shingle choose the part.
        private static ref Slot Find(Slot[] slots, ulong shingle)
        {
            var mask = slots.Length - 1;
            var index = (int)shingle & mask;
            while (slots[index].Bits != 0 && slots[index].Shingle != shingle)
            {
                index = (index + 1) & mask;
            }

            return ref slots[index];
        }
    }
}
