using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>All kinds of logs, the most particular first; each record is of the first kind that fits.</summary>
internal static class LogFormats
{
    /// <summary>The list. The last one, the canonical, fits every record.</summary>
    public static IReadOnlyList<LogFormat> All { get; } =
    [
        CanonicalFormat.Format,
    ];

    /// <summary>The kind of a record.</summary>
    public static LogFormat Of(JsonElement record)
    {
        foreach (var format in All)
            if (format.Fits(record))
                return format;
        return All[^1];
    }
}
