using System.Globalization;

namespace Scanner.Cli;

/// <summary>Sizes as people type them: "4GB", "512 MB", "1.5g". Units are powers of 1024.</summary>
internal static class ByteSize
{
    public const long Mebi = 1 << 20;

    // "GB" stands before "B": the first suffix that fits is taken.
    private static readonly (string Suffix, long Bytes)[] Units =
    [
        ("TB", 1L << 40), ("GB", 1L << 30), ("MB", Mebi), ("KB", 1L << 10),
        ("T", 1L << 40), ("G", 1L << 30), ("M", Mebi), ("K", 1L << 10), ("B", 1),
    ];

    /// <summary>Reads a size; a number without a unit is bytes.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        string number = text.Trim();
        long unit = 1;
        foreach (var (suffix, size) in Units)
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^suffix.Length].TrimEnd();
                unit = size;
                break;
            }
        bool parsed = double.TryParse(
            number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        // 2^62: beyond it the product would not fit a long.
        if (!parsed || !double.IsFinite(value) || value * unit >= 1L << 62)
            return false;
        bytes = (long)(value * unit);
        return true;
    }
}
