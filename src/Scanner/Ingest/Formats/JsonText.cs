using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>Texts out of JSON elements.</summary>
internal static class JsonText
{
    /// <summary>
    /// The value of a text element. Half a surrogate pair, as prompts cut by length end with, becomes U+FFFD.
    /// </summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Unescape(text.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var output = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                output.Append(raw[i]);
                continue;
            }
            i++;
            if (raw[i] == 'u')
            {
                var digits = raw.Slice(i + 1, 4);
                output.Append((char)ushort.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }
            output.Append(
                raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var other => other });
        }

        var whole = new StringBuilder(output.Length);
        foreach (var rune in output.ToString().EnumerateRunes())
            whole.Append(rune.ToString());
        return whole.ToString();
    }
}
