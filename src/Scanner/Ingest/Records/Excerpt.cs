using System.Text;

namespace Scanner.Ingest.Records;

/// <summary>The beginning of a record, fit to be shown.</summary>
internal static class Excerpt
{
    /// <summary>Bytes kept: enough to recognise a record, too few to fill a screen.</summary>
    public const int BytesMax = 200;

    /// <summary>The first bytes as text; what is no UTF-8 and no printable character shows as U+FFFD.</summary>
    public static string Of(ReadOnlySpan<byte> record)
    {
        var length = Math.Min(record.Length, BytesMax);
        while (length < record.Length && length > BytesMax - 4 && (record[length] & 0xC0) == 0x80)
            length--;
        var text = Encoding.UTF8.GetString(record[..length]);
        return string.Create(text.Length, text, static (shown, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                shown[i] = char.IsControl(text[i]) ? '\uFFFD' : text[i];
        });
    }
}
