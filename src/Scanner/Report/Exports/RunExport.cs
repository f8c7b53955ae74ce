using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scanner.Report.Reading;
using Scanner.Runs;

namespace Scanner.Report.Exports;

/// <summary>
/// What other systems take from a run's campaigns: STIX, MISP, GraphML, and packs of evidence. What leaves is masked as
/// in the report.
/// </summary>
public sealed class RunExport : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly RunFolder _run;
    private readonly Database _database;
    private readonly AccountNames _names;
    private readonly ReportContent _content;

    /// <summary>Reads a run; Score is published.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">What is shown, as in the report.</param>
    /// <param name="database">Threads and memory for reading.</param>
    /// <exception cref="ScanException">A stage is missing, or the key of account ids cannot be read.</exception>
    public RunExport(RunFolder run, ReportOptions options, DatabaseOptions database)
    {
        _run = run;
        _names = AccountNames.For(run, options.AccountIds, options.AccountKey);
        _database = Database.InMemory(database);
        try
        {
            _content = RunReading.Read(run, _database, options, _names);
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The campaigns, strongest first.</summary>
    public IReadOnlyList<string> Campaigns => [.. _content.Found.Campaigns.Select(campaign => campaign.Id)];

    /// <summary>Writes a STIX 2.1 bundle as UTF-8.</summary>
    /// <param name="campaign">The one campaign to write; null for all.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ScanException">There is no such campaign.</exception>
    public void WriteStix(string? campaign, Stream output) => Write(StixBundle.Of(Content(campaign)), output);

    /// <summary>Writes the event of one campaign, or all events, as MISP reads them.</summary>
    /// <inheritdoc cref="WriteStix"/>
    public void WriteMisp(string? campaign, Stream output) => Write(MispEvents.Of(Content(campaign)), output);

    /// <summary>Writes accounts and templates of campaigns as a GraphML graph.</summary>
    /// <inheritdoc cref="WriteStix"/>
    public void WriteGraph(string? campaign, Stream output)
    {
        var content = Content(campaign);
        var shown = content.Found.Campaigns.ToDictionary(
            found => found.Id, found => found.Templates.Select(template => template.Id).ToHashSet());
        AccountTemplateGraph.Write(content,
            _database.Rows("SELECT campaign, account, template, requests FROM members ORDER BY ALL")
                .Select(row => new Membership(row.Text(0)!, _names.Of(row.Text(1)!), row.Text(2)!, row.Long(3)))
                .Where(edge => shown.GetValueOrDefault(edge.Campaign)?.Contains(edge.Template) == true),
            output);
    }

    /// <summary>Writes a zip with all that is known of one campaign.</summary>
    /// <inheritdoc cref="WriteStix"/>
    public void WriteEvidence(string campaign, Stream output) =>
        EvidencePack.Write(Content(campaign), Requests(campaign), InputHashes.Of(_run), output);

    /// <summary>Closes what was opened for reading.</summary>
    public void Dispose() => _database.Dispose();

    private IEnumerable<CarriedRequest> Requests(string campaign) =>
        _database.Rows($"""
            SELECT request_id, account, template, timestamp FROM carried WHERE campaign = {Database.Literal(campaign)}
            ORDER BY timestamp, request_id
            """)
        .Select(row => new CarriedRequest(row.Text(0)!, _names.Of(row.Text(1)!), row.Text(2)!, row.Time(3)));

    private ReportContent Content(string? campaign)
    {
        if (campaign is null) return _content;
        var index = Campaigns.ToList().IndexOf(campaign);
        if (index < 0)
            throw new ScanException($"--campaign: found '{campaign}', expected one of {string.Join(", ", Campaigns)}.");
        return _content with
        {
            Found = _content.Found with { Campaigns = [_content.Found.Campaigns[index]] },
            Details = [_content.Details[index]],
            Overlaps = [_content.Overlaps[index]],
        };
    }

    private static void Write(JsonObject document, Stream output)
    {
        JsonSerializer.Serialize(output, document, Json);
        output.WriteByte((byte)'\n');
    }
}
