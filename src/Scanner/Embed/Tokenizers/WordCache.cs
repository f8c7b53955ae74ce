namespace Scanner.Embed.Tokenizers;

/// <summary>
/// The ids of short pieces met lately, by a thread: words repeat, and merging costs more than looking up. Every slot
/// holds one piece, the last that fell on it.
/// </summary>
internal sealed class WordCache
{
    // 8,192 slots × (16 characters × 2 bytes + 8 ids × 4 bytes + 2 lengths) = 528 KiB, within a core's L2 cache.
    private const int Slots = 1 << 13, CharactersMax = 16, IdsMax = 8;

    private readonly char[] _characters = new char[Slots * CharactersMax];
    private readonly int[] _ids = new int[Slots * IdsMax];
    private readonly (byte Characters, byte Ids)[] _lengths = new (byte, byte)[Slots];

    /// <summary>Forgets all pieces.</summary>
    public void Clear() => Array.Clear(_lengths);

    /// <summary>Adds the ids of a piece that is known.</summary>
    public bool TryAdd(ReadOnlySpan<char> piece, TokenBuffer tokens)
    {
        if (piece.Length > CharactersMax)
        {
            return false;
        }

        int slot = SlotOf(piece);
        var lengths = _lengths[slot];
        if (!piece.SequenceEqual(_characters.AsSpan(slot * CharactersMax, lengths.Characters)))
        {
            return false;
        }

        foreach (int id in _ids.AsSpan(slot * IdsMax, lengths.Ids))
        {
            tokens.Add(id);
        }

        return true;
    }

    /// <summary>Keeps the ids of a piece, where both are short.</summary>
    public void Keep(ReadOnlySpan<char> piece, ReadOnlySpan<int> ids)
    {
        if (piece.Length <= CharactersMax && ids.Length <= IdsMax)
        {
            int slot = SlotOf(piece);
            piece.CopyTo(_characters.AsSpan(slot * CharactersMax));
            ids.CopyTo(_ids.AsSpan(slot * IdsMax));
            _lengths[slot] = ((byte)piece.Length, (byte)ids.Length);
        }
    }

    private static int SlotOf(ReadOnlySpan<char> piece) => string.GetHashCode(piece) & (Slots - 1);
}
