using System.Globalization;
using System.Text;
using Scanner.Report.Page;
using Scanner.Score;

namespace Scanner.Report.Exports;

/// <summary>The page of an evidence pack that is read first.</summary>
internal static class PackGuide
{
    public static string Of(ReportContent content, Campaign campaign, IReadOnlyList<HashedInput> inputs)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            {CampaignText.Name(campaign)}

            {CampaignText.Description(campaign)}

            It was found in {content.Found.Scanned.Requests:N0} requests of
            {content.Found.Scanned.Accounts:N0} accounts, at a false-discovery rate of
            {Wording.Share(content.Found.Fdr)}. Country and nationality were not looked at.

            What lies here
              report.html     the campaign for people; opens in any browser, without network
              campaign.json   the same for programs
              evidence.csv    what speaks for it (weight above 0) and against it, in nats
              accounts.csv    its accounts
              templates.csv   the wordings they share, slots in braces
              requests.csv    its requests; their ids lead into the log
              inputs.json     the logs with their hashes, and the stages with version, options and fingerprint
              SHA256SUMS      hashes of these files; check them with: sha256sum -c SHA256SUMS

            How to make it again
              {content.Scan.Command ?? "scan run LOG --out RUN"}
              scan export RUN evidence --campaign {campaign.Id} --out .


            """);
        foreach (var input in inputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {input.Sha256 ?? "no longer there"}  {input.Name}\n");
            if (input is { ChangedSince: true, Sha256: not null }) text.Append("    changed since it was scanned\n");
        }
        return text.ToString();
    }
}
