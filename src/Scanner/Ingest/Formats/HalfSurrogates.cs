namespace Scanner.Ingest.Formats;

/// <summary>
/// Escaped halves of surrogate pairs, \ud83d alone, as texts cut by length end with. JSON's grammar allows them, no
/// Unicode text can hold them, and one in a mere name would make the whole record unreadable.
/// </summary>
internal static class HalfSurrogates
{
    private const int EscapeBytes = 6;

    private enum Half
    {
        None,
        High,
        Low,
    }

    /// <summary>The same JSON with \ufffd, "no character", for every half without its other half.</summary>
    public static ReadOnlyMemory<byte> Mend(ReadOnlyMemory<byte> json)
    {
        var source = json.Span;
        if (source.IndexOf("\\u"u8) < 0)
            return json;
        byte[]? mended = null;
        for (var i = NextEscape(source, 0); i < source.Length;)
        {
            var half = HalfAt(source, i);
            var isPair = half == Half.High && HalfAt(source, i + EscapeBytes) == Half.Low;
            if (half != Half.None && !isPair)
                "\\ufffd"u8.CopyTo((mended ??= json.ToArray()).AsSpan(i));
            // Two bytes at least: the second of \\ begins nothing.
            i = NextEscape(source, i + (isPair ? 2 * EscapeBytes : half != Half.None ? EscapeBytes : 2));
        }
        return mended ?? json;
    }

    private static int NextEscape(ReadOnlySpan<byte> source, int from)
    {
        if (from >= source.Length)
            return source.Length;
        var found = source[from..].IndexOf((byte)'\\');
        return found < 0 ? source.Length : from + found;
    }

    private static Half HalfAt(ReadOnlySpan<byte> source, int start)
    {
        if (start + EscapeBytes > source.Length || !source[start..].StartsWith("\\u"u8)
            || source[start + 2] is not ((byte)'d' or (byte)'D'))
            return Half.None;
        return source[start + 3] switch
        {
            (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B' => Half.High,
            (>= (byte)'c' and <= (byte)'f') or (>= (byte)'C' and <= (byte)'F') => Half.Low,
            _ => Half.None,
        };
    }
}
