using System.Text.Json;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report;

/// <summary>Reads a <c>campaigns.json</c>.</summary>
internal static class CampaignFile
{
    /// <summary>The campaigns in the bytes of the file; fields that are not known here are passed over.</summary>
    /// <param name="json">The file's bytes, UTF-8.</param>
    /// <param name="path">Named in the error.</param>
    /// <exception cref="ScanException">The bytes are not such a file.</exception>
    public static CampaignSet Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CampaignSet>(json, CampaignSet.Json)
                ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new ScanException(
                $"{path}: found no list of campaigns ({error.Message}). Run scan score on the run again.", error);
        }
    }
}
