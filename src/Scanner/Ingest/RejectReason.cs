using System.Text.Json.Serialization;

namespace Scanner.Ingest;

/// <summary>Why a line is no request. The list is closed: every reject has one of these reasons.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RejectReason>))]
public enum RejectReason
{
    /// <summary>Not JSON, or cut short.</summary>
    [JsonStringEnumMemberName("broken JSON")]
    BrokenJson,

    /// <summary>JSON that is no object: a number, a text.</summary>
    [JsonStringEnumMemberName("no JSON object")]
    NoObject,

    /// <summary>A CSV row with another number of cells than the header, or a stray quote.</summary>
    [JsonStringEnumMemberName("broken CSV")]
    BrokenCsv,

    /// <summary>Bytes that are not UTF-8.</summary>
    [JsonStringEnumMemberName("invalid UTF-8")]
    InvalidUtf8,

    /// <summary>Longer than Limits.LineBytesMax.</summary>
    [JsonStringEnumMemberName("line too long")]
    LineTooLong,

    /// <summary>The file ends, or cannot be decompressed, in the middle.</summary>
    [JsonStringEnumMemberName("damaged file")]
    DamagedFile,

    /// <summary>No account.</summary>
    [JsonStringEnumMemberName("no account")]
    NoAccount,

    /// <summary>Neither a prompt nor a system prompt.</summary>
    [JsonStringEnumMemberName("no prompt text")]
    NoPrompt,

    /// <summary>A request with this id was read before.</summary>
    [JsonStringEnumMemberName("duplicate request id")]
    DuplicateId,
}
