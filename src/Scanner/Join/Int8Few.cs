using System.Numerics;
using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// Receives the pairs of blocks that have few: they are gone on with one by one, where the rest of a whole block would
/// cost more.
/// </summary>
/// <param name="places">Memory for <paramref name="blockMax"/> pairs of every block that is asked.</param>
/// <param name="blockMax">Pairs of a block that are few, at least 1.</param>
internal unsafe ref struct Int8Few(int* places, int blockMax)
{
    /// <summary>Pairs of a block that are few; 0 in one that receives none.</summary>
    public readonly int BlockMax => blockMax;

    /// <summary>Pairs received.</summary>
    public int Count { get; private set; }

    /// <summary>A pair: left row × panel + place within it.</summary>
    public readonly int this[int index] => places[index];

    /// <summary>Adds the pairs that bits stand for.</summary>
    /// <param name="first">The pair of the lowest bit.</param>
    /// <param name="pairs">A bit for each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int first, ulong pairs)
    {
        int count = Count;
        for (; pairs != 0; pairs &= pairs - 1) places[count++] = first + BitOperations.TrailingZeroCount(pairs);
        Count = count;
    }

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => Count = 0;
}
