using System.Text;
using System.Text.Unicode;

namespace Scanner.Ingest.Records;

/// <summary>Tells a CSV file, and what separates its cells, by its header.</summary>
internal static class CsvHeader
{
    // A header names columns; longer cells are prose.
    private const int NameCharactersMax = 100;

    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    /// <summary>The delimiter that makes the most columns of the first line; 0 when the line is no header.</summary>
    public static char DelimiterOf(ReadOnlySpan<byte> beginning)
    {
        var end = beginning.IndexOf((byte)'\n');
        var bytes = end < 0 ? beginning : beginning[..end];
        if (!Utf8.IsValid(bytes))
            return default;
        var line = Encoding.UTF8.GetString(bytes).TrimEnd('\r');
        var best = Delimiters.MaxBy(delimiter => line.Count(letter => letter == delimiter));
        var names = line.Split(best).Select(name => name.Trim().Trim('"')).ToArray();
        return names.Length >= 2 && names.All(IsName) && names.Distinct().Count() == names.Length ? best : default;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= NameCharactersMax
        && !name.Any(char.IsControl)
        && !name.AsSpan().ContainsAny('{', '}');
}
