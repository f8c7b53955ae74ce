using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Runtime.InteropServices;
using Scanner.Ingest.Normalization;

namespace Scanner.Ingest.Segments;

/// <summary>A part of a request's text, ready to be compared.</summary>
/// <param name="Text">Normalised.</param>
/// <param name="Original">As it was written.</param>
/// <param name="Hash">128 bits of the SHA-256 of the normalised text's UTF-8: what tells texts apart.</param>
internal sealed record Segment(string Text, string Original, UInt128 Hash)
{
    /// <summary>The segment of a text; null where there is no letter or digit, and so nothing to compare.</summary>
    public static Segment? Of(string? original)
    {
        if (original is null)
            return null;
        var text = TextNormalizer.Normalize(original);
        return TextNormalizer.HasLetterOrDigit(text) ? new(text, original, HashOf(text)) : null;
    }

    /// <summary>128 bits of the SHA-256 of a text's UTF-8: equal for different texts once in 2^64 texts.</summary>
    public static UInt128 HashOf(ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            var length = Encoding.UTF8.GetBytes(text, buffer);
            SHA256.HashData(buffer.AsSpan(0, length), hash);
            return MemoryMarshal.Read<UInt128>(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
