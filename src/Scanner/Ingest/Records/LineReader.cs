namespace Scanner.Ingest.Records;

/// <summary>
/// Splits a stream into lines over bytes: LF or CRLF, the last one with or without. A BOM is dropped.
/// </summary>
internal sealed class LineReader(Stream stream, int lineBytesMax)
{
    private byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>1-based number of the present line.</summary>
    public long Number { get; private set; }

    /// <summary>The present line, without its end; of one that is too long, its beginning.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Whether the present line has more bytes than it may; the rest was skipped.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether the present line was not ended by LF: the last of the file.</summary>
    public bool IsUnended { get; private set; }

    private int _lineStart;
    private int _lineLength;

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Next()
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(searched + found, ended: true);
            searched = _end - _start;
            if (_isAtEnd)
                return searched > 0 && Take(searched, ended: false);
            if (searched > lineBytesMax)
            {
                SkipLine();
                return true;
            }
            Fill();
        }
    }

    private bool Take(int length, bool ended)
    {
        _lineStart = _start;
        _lineLength = length;
        IsUnended = !ended;
        _start += length + (ended ? 1 : 0);
        Number++;
        if (Number == 1 && Line.StartsWith("\uFEFF"u8))
        {
            _lineStart += 3;
            _lineLength -= 3;
        }
        if (_lineLength > 0 && _buffer[_lineStart + _lineLength - 1] == '\r')
            _lineLength--;
        IsTooLong = _lineLength > lineBytesMax;
        return true;
    }

    /// <summary>Reads over the rest of a line of which no more than its beginning is kept.</summary>
    private void SkipLine()
    {
        var kept = Math.Min(_end - _start, Excerpt.BytesMax);
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        int found;
        do
        {
            _end = kept + stream.Read(_buffer.AsSpan(kept));
            _isAtEnd = _end == kept;
            found = _buffer.AsSpan(kept, _end - kept).IndexOf((byte)'\n');
        }
        while (found < 0 && !_isAtEnd);

        _lineStart = 0;
        _lineLength = kept;
        _start = found < 0 ? _end : kept + found + 1;
        Number++;
        IsTooLong = true;
        IsUnended = found < 0;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _isAtEnd = read == 0;
    }
}
