using System.Globalization;
using System.Text;

namespace Scanner.Ingest;

/// <summary>What the beginning of each file was taken for; writes nothing. For <c>scan ingest --explain</c>.</summary>
/// <param name="Files">The files, in order.</param>
/// <param name="Fields">Where fields were found, by format.</param>
/// <param name="Examples">The first three requests.</param>
/// <param name="Rejects">Rejected records by reason.</param>
/// <param name="FirstRejects">The first reject of each reason.</param>
/// <param name="Warnings">Things kept but worth knowing, with their counts.</param>
public sealed record IngestExplanation(
    IReadOnlyList<ExplainedFile> Files,
    IReadOnlyList<ExplainedField> Fields,
    IReadOnlyList<LogRequest> Examples,
    IReadOnlyDictionary<string, long> Rejects,
    IReadOnlyList<Reject> FirstRejects,
    IReadOnlyDictionary<string, long> Warnings)
{
    // A line of a terminal.
    private const int ShownCharactersMax = 100;

    /// <summary>The explanation for people, several lines.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var file in Files)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{file.Name}: {file.Kind}, {file.Records} records looked at, {file.Requests} requests "
                + $"({file.Formats})");
        foreach (var format in Fields.GroupBy(field => field.Format))
        {
            text.AppendLine().AppendLine(
                CultureInfo.InvariantCulture, $"{format.Key}: field <- where it was found (times)");
            foreach (var field in format)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {field.Field,-14} <- {field.Path} ({field.Count})");
            var missing = Enum.GetValues<Field>().Select(FieldNames.NameOf).Except(format.Select(field => field.Field));
            text.AppendLine(CultureInfo.InvariantCulture, $"  not found: {string.Join(", ", missing)}");
        }
        foreach (var example in Examples)
            Append(text.AppendLine(), example);
        if (Rejects.Count > 0)
            text.AppendLine().AppendLine("Rejected:");
        foreach (var reject in FirstRejects)
        {
            var reason = Tables.RejectLog.NameOf(reject.Reason);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {Rejects[reason]} x {reason}, first {reject.File}:{reject.Line}: {reject.Detail}");
        }
        if (Warnings.Count > 0)
            text.AppendLine().AppendLine("Worth knowing:");
        foreach (var (what, count) in Warnings)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {count} x {what}");
        // Names, ids and prompts are what others wrote: a terminal must not obey them.
        return UnseenCharacters.ShowLines(text.ToString());
    }

    private static void Append(StringBuilder text, LogRequest request)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{request.File}:{request.Line}");
        const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
        var time = request.TimestampMicros is { } micros
            ? Formats.Timestamps.ToDateTime(micros).ToString(TimeFormat, CultureInfo.InvariantCulture)
            : null;
        (string Name, object? Value)[] shown =
        [
            ("request_id", request.RequestId), ("timestamp", time), ("account", request.Account), ("org", request.Org),
            ("model", request.Model), ("system_prompt", request.SystemPrompt), ("prompt", request.Prompt),
        ];
        foreach (var (name, value) in shown)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-14} {Short(value)}");
    }

    private static string Short(object? value)
    {
        var text = (value?.ToString() ?? "-").ReplaceLineEndings(" ");
        return text.Length <= ShownCharactersMax ? text : string.Concat(text.AsSpan(0, ShownCharactersMax - 3), "...");
    }
}

/// <summary>A file that was looked at.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Kind">How the records lie in it: "JSON lines, gzip".</param>
/// <param name="Records">Records looked at.</param>
/// <param name="Requests">Requests among them.</param>
/// <param name="Formats">Formats of the requests.</param>
public sealed record ExplainedFile(string Name, string Kind, long Records, long Requests, string Formats);

/// <summary>Where a field was found.</summary>
/// <param name="Format">The format.</param>
/// <param name="Field">The field.</param>
/// <param name="Path">The place.</param>
/// <param name="Count">How often.</param>
public sealed record ExplainedField(string Format, string Field, string Path, long Count);
