using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Scanner.Report.Page;
using Scanner.Score;

namespace Scanner.Report.Exports;

/// <summary>A request of a campaign.</summary>
/// <param name="RequestId">As in the log.</param>
/// <param name="Account">Account, under the name asked for.</param>
/// <param name="Template">One of its templates.</param>
/// <param name="At">When; null where the log does not say.</param>
internal readonly record struct CarriedRequest(string RequestId, string Account, string Template, DateTime? At);

/// <summary>
/// One campaign as a zip to hand on: the page, tables, the JSON, hashes of the logs, and how to make it again.
/// </summary>
internal static class EvidencePack
{
    // The first day that a zip can hold: the hour of packing would make equal packs unequal.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] AccountColumns =
    [
        "account", "requests", "total_requests", "first_seen", "last_seen", "created_at", "plan", "org", "banned_at",
    ];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        // A spreadsheet computes what begins with '='; an account may be named so.
        InjectionOptions = InjectionOptions.Escape,
    };

    public static void Write(
        ReportContent content, IEnumerable<CarriedRequest> requests, IReadOnlyList<HashedInput> inputs, Stream output)
    {
        var campaign = content.Found.Campaigns[0];
        var hashes = new StringBuilder();
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Add("README.txt", Encoded(writer => writer.Write(PackGuide.Of(content, campaign, inputs))));
        Add("report.html", Encoded(writer => ReportPage.Of(content).WriteTo(writer)));
        Add("campaign.json", JsonSerializer.SerializeToUtf8Bytes(campaign, CampaignSet.Json));
        Add("inputs.json", JsonSerializer.SerializeToUtf8Bytes(
            new { Inputs = inputs, content.Scan.Command, content.Scan.Stages }, CampaignSet.Json));
        Add("evidence.csv", Table(["channel", "weight", "p_value", "text"],
            campaign.Evidence.Concat(campaign.Against).Select(evidence => (object?[])
                [evidence.Channel, evidence.LogLikelihoodRatio, evidence.PValue, evidence.Text])));
        Add("accounts.csv", Table(AccountColumns, campaign.Accounts.Select(
            account => Account(account, content.Registrations.GetValueOrDefault(account.Id)))));
        Add("templates.csv", Table(["template", "kind", "requests", "accounts", "skeleton"],
            campaign.Templates.Select(template => (object?[])
                [template.Id, template.Kind, template.Requests, template.Accounts, template.Skeleton])));
        Add("requests.csv", Table(["request_id", "account", "template", "timestamp"],
            requests.Select(request => (object?[])
                [request.RequestId, request.Account, request.Template, Time(request.At)])));
        Add("SHA256SUMS", Utf8.GetBytes(hashes.ToString()));

        void Add(string name, byte[] bytes)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = EntryTime;
            using var file = entry.Open();
            file.Write(bytes);
            hashes.Append($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {name}\n");
        }
    }

    private static object?[] Account(CampaignAccount account, Registration? known) =>
    [
        account.Id, account.Requests, account.TotalRequests, account.FirstSeen, account.LastSeen,
        Time(known?.CreatedAt), known?.Plan, known?.Org, Time(known?.BannedAt),
    ];

    private static string? Time(DateTime? time) =>
        time?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Table(string[] head, IEnumerable<object?[]> rows) => Encoded(writer =>
    {
        using var csv = new CsvWriter(writer, Csv, leaveOpen: true);
        foreach (var row in rows.Prepend(head))
        {
            foreach (var value in row) csv.WriteField(value);
            csv.NextRecord();
        }
    });

    private static byte[] Encoded(Action<TextWriter> write)
    {
        var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, Utf8, leaveOpen: true)) write(writer);
        return bytes.ToArray();
    }
}
