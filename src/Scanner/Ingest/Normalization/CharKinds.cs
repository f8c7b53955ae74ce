using System.Text;

namespace Scanner.Ingest.Normalization;

/// <summary>Which characters show, and which are white space.</summary>
internal static class CharKinds
{
    /// <summary>
    /// White space of any kind, the braille blank and the control characters that break lines among it.
    /// </summary>
    public static bool IsSpace(char unit) => unit == '\u2800' || char.IsWhiteSpace(unit);

    /// <summary>
    /// Characters that leave no mark: Unicode's Default_Ignorable_Code_Point, control characters, interlinear
    /// annotations. They split words for a machine and not for a reader.
    /// </summary>
    public static bool IsInvisible(int code) => code switch
    {
        < 0x20 or (>= 0x7F and < 0xA0) => code is not ((>= 0x09 and <= 0x0D) or 0x85),
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFEFF or 0xFFA0 => true,
        >= 0x180B and <= 0x180F => true,
        >= 0x200B and <= 0x200F => true,
        >= 0x202A and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        >= 0xFE00 and <= 0xFE0F => true,
        >= 0xFFF0 and <= 0xFFFB => true,
        >= 0x1BCA0 and <= 0x1BCA3 => true,
        >= 0x1D173 and <= 0x1D17A => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => false,
    };

    /// <summary>Appends what shows; letters in black circles and squares as the letters they frame.</summary>
    public static void AppendVisible(ReadOnlySpan<char> text, CharBuffer output)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (!char.IsSurrogate(unit))
            {
                if (unit is < '\x7F' and >= ' ' || !IsInvisible(unit))
                {
                    output.Append(unit);
                }
            }
            else if (i + 1 < text.Length && Rune.TryCreate(unit, text[i + 1], out var rune))
            {
                AppendRune(rune.Value, output);
                i++;
            }
            else
            {
                output.Append('\uFFFD');
            }
        }
    }

    private static void AppendRune(int code, CharBuffer output)
    {
        switch (code)
        {
            case >= 0x1F150 and <= 0x1F169:
                output.Append((char)('A' + code - 0x1F150));
                break;
            case >= 0x1F170 and <= 0x1F189:
                output.Append((char)('A' + code - 0x1F170));
                break;
            default:
                if (!IsInvisible(code))
                {
                    output.AppendCode(code);
                }

                break;
        }
    }
}
