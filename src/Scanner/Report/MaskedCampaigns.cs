using System.Text;
using System.Text.RegularExpressions;
using Scanner.Cluster;
using Scanner.Score;

namespace Scanner.Report;

/// <summary>
/// The campaigns as they may leave the run: accounts under the names asked for, secrets masked wherever users wrote,
/// slots without contents unless they are to be shown.
/// </summary>
/// <param name="names">How accounts are named.</param>
/// <param name="showSlots">Whether examples of slots are kept.</param>
/// <param name="known">Accounts and organisations to look for in sentences; empty where they stay as they are.</param>
internal sealed partial class MaskedCampaigns(AccountNames names, bool showSlots, IReadOnlySet<string> known)
{
    public CampaignSet Of(CampaignSet found) => found with
    {
        Campaigns = [.. found.Campaigns.Select(Campaign)],
        Considered = [.. found.Considered.Select(considered => considered with
        {
            Skeleton = Masking.Mask(considered.Skeleton),
            Why = Sentence(considered.Why),
            Brief = Sentence(considered.Brief),
        })],
    };

    /// <summary>A sentence about accounts: those in it by their names, secrets masked.</summary>
    public string Sentence(string text)
    {
        if (known.Count == 0) return Masking.Mask(text);

        // Only what is between names is masked: a keyed one may pass for the number of an account at a bank.
        var sentence = new StringBuilder();
        int from = 0;
        foreach (var word in Word().Matches(text).Where(word => known.Contains(word.Value)))
        {
            sentence.Append(Masking.Mask(text[from..word.Index])).Append(names.Of(word.Value));
            from = word.Index + word.Length;
        }

        return sentence.Append(Masking.Mask(text[from..])).ToString();
    }

    /// <summary>A slot without what users filled in, or with it, secrets masked.</summary>
    public static Slot Masked(Slot slot, bool showSlots) => slot with
    {
        Examples = showSlots ? [.. slot.Examples.Select(Masking.Mask)] : [],
    };

    private Campaign Campaign(Campaign campaign) => campaign with
    {
        Accounts = [.. campaign.Accounts.Select(account => account with { Id = names.Of(account.Id) })],
        Templates = [.. campaign.Templates.Select(Template)],
        Evidence = [.. campaign.Evidence.Select(Masked)],
        Against = [.. campaign.Against.Select(Masked)],
        CapabilityLabels = [.. campaign.CapabilityLabels.Select(label => label with
        {
            Text = Masking.Mask(label.Text),
        })],
    };

    private CampaignTemplate Template(CampaignTemplate template) => template with
    {
        Skeleton = Masking.Mask(template.Skeleton),
        Slots = [.. template.Slots.Select(slot => Masked(slot, showSlots))],
    };

    private Evidence Masked(Evidence evidence) => evidence with
    {
        Text = Sentence(evidence.Text),
        Brief = evidence.Brief is { } brief ? Sentence(brief) : null,
        Clearing = evidence.Clearing is { } clearing ? Sentence(clearing) : null,
    };

    // Ids hold points, but a point at the end closes the sentence.
    [GeneratedRegex(@"[\w@:/+-](?:[\w.@:/+-]*[\w@:/+-])?")]
    private static partial Regex Word();
}
