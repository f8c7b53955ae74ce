using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Ingest.Formats;

/// <summary>
/// One record to requests: tells its format, finds its fields, and says what is missing. Safe for many threads.
/// </summary>
internal sealed class RequestMapper
{
    private readonly Dictionary<LogFormat, FieldPath[][]> _plans = [];

    /// <summary>A mapper with overrides.</summary>
    /// <param name="map">Where fields are found instead: field → path.</param>
    /// <exception cref="ScanException">A name is no field.</exception>
    public RequestMapper(IReadOnlyDictionary<string, string> map)
    {
        var overrides = map.ToDictionary(pair => FieldNames.Parse(pair.Key), pair => pair.Value);
        foreach (var format in LogFormats.All)
            _plans[format] = Plan(format, overrides);
    }

    /// <summary>Told of every field that is found: the format, the field, and the place. For explanations.</summary>
    public Action<LogFormat, Field, string>? Found { get; init; }

    /// <summary>Maps a record. Requests, rejects and warnings are added to the batch.</summary>
    public void Map(JsonElement record, long line, MappedBatch batch)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            batch.Reject(line, RejectReason.NoObject,
                $"found {record.ValueKind}, expected an object with fields such as account_id and prompt", record);
            return;
        }

        var format = LogFormats.Of(record);
        if (format.Expand is null)
        {
            MapOne(format, record, line, null, batch);
            return;
        }

        var index = 0;
        var parts = format.Expand(record);
        foreach (var part in parts)
            MapOne(format, part, line, parts.Count > 1 ? index++ : null, batch);
        if (parts.Count == 0)
            batch.Warn($"{format.Name}: no request in the record");
    }

    private void MapOne(LogFormat format, JsonElement record, long line, int? index, MappedBatch batch)
    {
        var fields = new RecordFields(format, _plans[format], record, Found);
        var account = fields.Text(Field.Account);
        if (account is null)
        {
            batch.Reject(line, RejectReason.NoAccount, Missing("account", record, format.AccountAdvice), record);
            return;
        }

        var (system, prompt) = fields.Prompts();
        if (system is null && prompt is null)
        {
            batch.Reject(line, RejectReason.NoPrompt,
                Missing("prompt", record, "Map it with --map prompt=FIELD or --map messages=FIELD"), record);
            return;
        }

        batch.Add(format, new LogRequest
        {
            RequestId = fields.Text(Field.RequestId) ?? batch.MadeId(line, index),
            TimestampMicros = fields.Time(batch),
            Account = account,
            Org = fields.Text(Field.Org),
            ApiKey = fields.Text(Field.ApiKey),
            Payment = fields.Text(Field.Payment),
            Ip = fields.Text(Field.Ip),
            Asn = fields.Asn(),
            Country = fields.Text(Field.Country),
            UserAgent = fields.Text(Field.UserAgent),
            Plan = fields.Text(Field.Plan),
            Model = fields.Text(Field.Model),
            SystemPrompt = system,
            Prompt = prompt,
            MaxTokens = fields.Integer(Field.MaxTokens, batch),
            Temperature = fields.Number(Field.Temperature, batch),
            Tools = fields.Tools(),
            TokensIn = fields.Integer(Field.TokensIn, batch),
            TokensOut = fields.Integer(Field.TokensOut, batch),
            Status = fields.Status(batch),
            Response = fields.Response(),
            File = batch.File,
            Line = line,
        });
    }

    // Twenty names are enough to find the right one among.
    private static string Missing(string field, JsonElement record, string advice) =>
        $"no field '{field}' with a value (found: "
        + $"{string.Join(", ", record.EnumerateObject().Take(20).Select(property => property.Name))}). {advice}.";

    private static FieldPath[][] Plan(LogFormat format, Dictionary<Field, string> overrides)
    {
        var plan = new FieldPath[FieldNames.Count][];
        foreach (var field in Enum.GetValues<Field>())
        {
            var paths = overrides.TryGetValue(field, out var path) ? [path]
                : IsReplaced(field, overrides) ? []
                : format.Paths.GetValueOrDefault(field, []);
            plan[(int)field] = Array.ConvertAll(paths, text => new FieldPath(text));
        }
        return plan;
    }

    // Whoever says where the messages are does not want the prompt from somewhere else.
    private static bool IsReplaced(Field field, Dictionary<Field, string> overrides) =>
        field is Field.Prompt && overrides.ContainsKey(Field.Messages);
}
