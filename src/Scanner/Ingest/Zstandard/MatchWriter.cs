namespace Scanner.Ingest.Zstandard;

/// <summary>Writes a block's output: literals, and copies of earlier output.</summary>
internal ref struct MatchWriter(byte[] output, int start, int end, ReadOnlySpan<byte> literals)
{
    private ReadOnlySpan<byte> _literals = literals;
    private int _position = start;

    /// <summary>Writes literals, then a match; a match may overlap what it writes.</summary>
    /// <exception cref="InvalidDataException">Too few literals, too little output before, or no room.</exception>
    public void Copy(int literalLength, int match, int offset)
    {
        if (literalLength > _literals.Length || literalLength + match > end - _position
            || offset <= 0 || offset > _position + literalLength)
            throw new InvalidDataException("found a broken Zstandard sequence");
        _literals[..literalLength].CopyTo(output.AsSpan(_position));
        _literals = _literals[literalLength..];
        _position += literalLength;

        var target = output.AsSpan(_position, match);
        var source = _position - offset;
        if (offset >= match)
        {
            output.AsSpan(source, match).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = output[source + i];
        }
        _position += match;
    }

    /// <summary>Writes the literals that are left, and returns where the output ends.</summary>
    public int Finish()
    {
        if (_literals.Length > end - _position)
            throw new InvalidDataException("found more output than a Zstandard block may have");
        _literals.CopyTo(output.AsSpan(_position));
        return _position + _literals.Length;
    }
}
