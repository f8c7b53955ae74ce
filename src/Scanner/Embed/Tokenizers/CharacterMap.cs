using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// sentencepiece's compiled rules (Precompiled): a double-array trie (Darts) from UTF-8 to replacements. Taken as
/// Hugging Face's tokenizers take it, which parity is with: characters as readers see them of less than six bytes are
/// looked up whole, others code point by code point; the first rule counts that is a beginning of what is looked up.
/// </summary>
internal sealed class CharacterMap : INormalizer
{
    private const int WholeBytesMax = 5;

    private readonly uint[] _units;
    private readonly byte[] _replacements;
    private readonly string?[] _single = new string?[char.MaxValue + 1];

    /// <summary>Reads the rules.</summary>
    /// <param name="compiled">precompiled_charsmap, decoded.</param>
    /// <exception cref="ScanException">The trie is cut short.</exception>
    public CharacterMap(ReadOnlySpan<byte> compiled)
    {
        int size = compiled.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(compiled);
        if (size < 4 || size % 4 != 0 || size > compiled.Length - 4)
        {
            throw new ScanException(
                $"precompiled_charsmap: found a trie of {size} bytes in {compiled.Length}, expected a whole one. "
                + "Export the tokenizer again.");
        }

        _units = new uint[size / 4];
        for (int i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(compiled[(4 + (4 * i))..]);
        }

        _replacements = compiled[(4 + size)..].ToArray();
        for (int unit = 0; unit < _single.Length; unit++)
        {
            bool isRule = TryFind([(char)unit], out var replacement) && !char.IsSurrogate((char)unit);
            _single[unit] = isRule ? Encoding.UTF8.GetString(replacement) : null;
        }
    }

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        for (int i = 0; i < text.Length;)
        {
            int length = i + 1 == text.Length || (StandsAlone(text[i]) && StandsAlone(text[i + 1]))
                ? 1
                : StringInfo.GetNextTextElementLength(text[i..]);
            var character = text.Slice(i, length);
            i += length;
            if (length > 1 && Encoding.UTF8.GetByteCount(character) <= WholeBytesMax
                && TryFind(character, out var whole))
            {
                AppendUtf8(whole, output);
                continue;
            }

            foreach (var rune in character.EnumerateRunes())
            {
                Append(rune, output);
            }
        }
    }

    private void Append(Rune rune, CharBuffer output)
    {
        Span<char> units = stackalloc char[2];
        if (rune.IsBmp && _single[rune.Value] is { } single)
        {
            output.Append(single);
        }
        else if (!rune.IsBmp && TryFind(units[..rune.EncodeToUtf16(units)], out var replacement))
        {
            AppendUtf8(replacement, output);
        }
        else
        {
            output.AppendCode(rune.Value);
        }
    }

    private static void AppendUtf8(ReadOnlySpan<byte> bytes, CharBuffer output)
    {
        while (!bytes.IsEmpty)
        {
            Rune.DecodeFromUtf8(bytes, out var rune, out int length);
            output.AppendCode(rune.Value);
            bytes = bytes[length..];
        }
    }

    // What never joins with a neighbour of its kind to one character, so that most text need not be looked at closely.
    private static bool StandsAlone(char unit) => unit is (>= ' ' and < '\u0300') or (>= 'Ѐ' and <= '҂')
        or (>= 'ぁ' and <= 'ゖ') or (>= '一' and <= '鿿');

    /// <summary>Finds what the first rule gives, in UTF-8, that is a beginning of the text.</summary>
    private bool TryFind(ReadOnlySpan<char> text, out ReadOnlySpan<byte> replacement)
    {
        Span<byte> bytes = stackalloc byte[8];
        int length = Encoding.UTF8.GetBytes(text, bytes);
        replacement = [];
        uint node = Offset(_units[0]);
        foreach (byte value in bytes[..length])
        {
            node ^= value;
            if (value == 0 || node >= _units.Length || (_units[node] & 0x800000FF) != value)
            {
                return false;
            }

            uint unit = _units[node];
            node ^= Offset(unit);
            if ((unit >> 8 & 1) == 1 && node < _units.Length)
            {
                replacement = Replacement((int)(_units[node] & 0x7FFFFFFF));
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> Replacement(int start)
    {
        var rest = start < _replacements.Length ? _replacements.AsSpan(start) : [];
        int end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1 << 9)) >> 6);
}
