using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>All kinds of logs, the most particular first; each record is of the first kind that fits.</summary>
internal static class LogFormats
{
    /// <summary>The list. The last one, the canonical, fits every record.</summary>
    public static List<LogFormat> All { get; } =
    [
        OpenTelemetryFormat.Format,
        BatchFormats.OpenAi,
        BatchFormats.Anthropic,
        LiteLlmFormat.Format,
        HeliconeFormat.Format,
        LangfuseFormat.Format,
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

    /// <summary>Whether a record has all of some keys.</summary>
    public static bool Has(JsonElement record, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (!record.TryGetProperty(key, out _))
                return false;
        return true;
    }
}
