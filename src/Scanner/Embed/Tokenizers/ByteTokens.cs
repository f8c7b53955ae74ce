namespace Scanner.Embed.Tokenizers;

/// <summary>
/// The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, which stand for the UTF-8 bytes of what a vocabulary lacks.
/// </summary>
internal sealed class ByteTokens
{
    private readonly int[] _ids = new int[256];

    private ByteTokens()
    {
    }

    /// <summary>The tokens of a vocabulary; null where byte_fallback is not set.</summary>
    public static ByteTokens? Of(PieceTable vocabulary, bool isSet)
    {
        var bytes = new ByteTokens();
        for (int value = 0; value < bytes._ids.Length; value++)
        {
            bytes._ids[value] = vocabulary.IdOf($"<0x{value:X2}>");
        }

        return isSet ? bytes : null;
    }

    /// <summary>Adds the bytes of a text; adds nothing where one of them has no token.</summary>
    /// <returns>Whether they were added.</returns>
    public bool TryAdd(ReadOnlySpan<char> text, TokenBuffer tokens)
    {
        int first = tokens.Count;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            int length = rune.EncodeToUtf8(bytes);
            foreach (byte value in bytes[..length])
            {
                if (_ids[value] == PieceTable.None)
                {
                    tokens.Truncate(first);
                    return false;
                }

                tokens.Add(_ids[value]);
            }
        }

        return true;
    }
}
