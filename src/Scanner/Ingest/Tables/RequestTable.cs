using Scanner.Runs;

namespace Scanner.Ingest.Tables;

/// <summary>The accepted requests, in the order of the input, in the database.</summary>
internal sealed class RequestTable : IDisposable
{
    private const string Columns = """
        request_id VARCHAR, timestamp TIMESTAMP, account VARCHAR, org VARCHAR, api_key VARCHAR, payment VARCHAR,
        ip VARCHAR, asn VARCHAR, country VARCHAR, user_agent VARCHAR, plan VARCHAR, model VARCHAR, max_tokens BIGINT,
        temperature DOUBLE, tools VARCHAR, tokens_in BIGINT, tokens_out BIGINT, status INTEGER,
        system INTEGER, whole INTEGER, head INTEGER, tail INTEGER, file VARCHAR, line BIGINT
        """;

    private readonly TableWriter _writer;

    /// <summary>An empty table <c>requests</c> in a database.</summary>
    public RequestTable(Database database)
    {
        database.Execute($"CREATE TABLE requests ({Columns})");
        _writer = database.Append("requests");
    }

    /// <summary>Adds a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="org">Its organisation, from wherever it is known.</param>
    /// <param name="texts">Rows of its system, whole, head and tail texts; −1 where absent.</param>
    public void Add(LogRequest request, string? org, ReadOnlySpan<int> texts)
    {
        var column = 0;
        Text(column++, request.RequestId);
        Value(column++, request.TimestampMicros);
        foreach (var text in (ReadOnlySpan<string?>)
            [request.Account, org, request.ApiKey, request.Payment, request.Ip, request.Asn, request.Country,
             request.UserAgent, request.Plan, request.Model])
            Text(column++, text);
        Value(column++, request.MaxTokens);
        Value(column++, request.Temperature);
        Text(column++, request.Tools);
        Value(column++, request.TokensIn);
        Value(column++, request.TokensOut);
        Value(column++, request.Status);
        foreach (var row in texts)
            Value(column++, row < 0 ? null : (int?)row);
        Text(column++, request.File);
        Value(column, (long?)request.Line);
        _writer.EndRow();
    }

    /// <summary>Makes the rows readable.</summary>
    public void Dispose() => _writer.Dispose();

    private void Text(int column, string? text)
    {
        if (text is not null)
            _writer.SetText(column, text);
    }

    private void Value<T>(int column, T? value) where T : unmanaged
    {
        if (value is { } present)
            _writer.Set(column, present);
    }
}
