namespace Scanner.Ingest.Normalization;

/// <summary>Growing characters that are used again and again: the normaliser's scratch.</summary>
internal sealed class CharBuffer
{
    private char[] _chars = new char[4096];

    /// <summary>Characters written.</summary>
    public int Length { get; set; }

    /// <summary>What was written.</summary>
    public Span<char> Written => _chars.AsSpan(0, Length);

    /// <summary>Empties the buffer and makes room.</summary>
    public void Clear(int capacity)
    {
        Length = 0;
        Reserve(capacity);
    }

    /// <summary>Adds one UTF-16 unit.</summary>
    public void Append(char unit)
    {
        Reserve(Length + 1);
        _chars[Length++] = unit;
    }

    /// <summary>Adds a run of units.</summary>
    public void Append(ReadOnlySpan<char> units)
    {
        Reserve(Length + units.Length);
        units.CopyTo(_chars.AsSpan(Length));
        Length += units.Length;
    }

    /// <summary>Adds a code point.</summary>
    public void AppendCode(int code)
    {
        if (code < 0x10000)
        {
            Append((char)code);
            return;
        }

        Append((char)(0xD800 + ((code - 0x10000) >> 10)));
        Append((char)(0xDC00 + ((code - 0x10000) & 0x3FF)));
    }

    private void Reserve(int capacity)
    {
        if (capacity > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(capacity, _chars.Length * 2));
        }
    }
}
