namespace Scanner.Ingest.Records;

/// <summary>
/// Splits a stream into JSON values by their brackets: the elements of an array at the top, or values one after
/// another.
/// What lies within a value is not checked here.
/// </summary>
internal sealed class JsonValueReader(Stream stream, int valueBytesMax)
{
    private byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;
    private int _valueEnd;
    private long _lineOfStart = 1;
    private bool _isInArray;
    private bool _isFirst = true;

    /// <summary>The present value; of one that is too long, its beginning.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_start, _valueEnd - _start);

    /// <summary>1-based line on which the present value begins.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Whether the present value has more bytes than it may; nothing behind it is read.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether the input ended within the present value.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Goes to the next value; false at the end.</summary>
    public bool Next()
    {
        if (IsTooLong || IsCut)
            return false;
        Advance(_valueEnd);
        if (!SkipBetween())
            return false;
        Line = _lineOfStart;
        FindEnd();
        return true;
    }

    /// <summary>Skips white space, commas and the brackets of the array at the top; false at the end.</summary>
    private bool SkipBetween()
    {
        while (true)
        {
            for (var i = _start; i < _end; i++)
            {
                if (_isFirst && _buffer[i] == '[')
                    _isInArray = true;
                else if (!IsBetween(_buffer[i]))
                {
                    Advance(i);
                    _isFirst = false;
                    return true;
                }
                _isFirst &= _buffer[i] != '[';
            }
            Advance(_end);
            if (!Fill())
                return false;
        }
    }

    private bool IsBetween(byte value) =>
        value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF
        || (_isInArray && value is (byte)',' or (byte)']');

    private void FindEnd()
    {
        var scan = new BracketScan();
        var position = _start;
        while (true)
        {
            for (; position < _end; position++)
            {
                if (!scan.Ends(_buffer[position], out var isIncluded))
                    continue;
                _valueEnd = position + (isIncluded ? 1 : 0);
                return;
            }
            var searched = position - _start;
            IsTooLong = searched > valueBytesMax;
            if (IsTooLong || !Fill())
            {
                _valueEnd = IsTooLong ? _start + Excerpt.BytesMax : _end;
                IsCut = !IsTooLong;
                return;
            }
            position = _start + searched;
        }
    }

    private void Advance(int to)
    {
        _lineOfStart += _buffer.AsSpan(_start, to - _start).Count((byte)'\n');
        _start = to;
        _valueEnd = to;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        _valueEnd = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>Finds where a value ends, byte by byte.</summary>
    private struct BracketScan
    {
        private int _depth;
        private bool _isInText;
        private bool _isEscaped;

        /// <summary>Whether the value ends here, with this byte or before it.</summary>
        public bool Ends(byte value, out bool isIncluded)
        {
            isIncluded = true;
            if (_isInText)
            {
                var isQuote = value == '"' && !_isEscaped;
                _isEscaped = value == '\\' && !_isEscaped;
                _isInText = !isQuote;
                return isQuote && _depth == 0;
            }
            switch (value)
            {
                case (byte)'"':
                    _isInText = true;
                    return false;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    return false;
                case (byte)'}' or (byte)']' when _depth > 0:
                    return --_depth == 0;
                case (byte)',' or (byte)']' or (byte)'}' when _depth == 0:
                case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' when _depth == 0:
                    isIncluded = false;
                    return true;
                default:
                    return false;
            }
        }
    }
}
