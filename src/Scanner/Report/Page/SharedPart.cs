using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// What accounts of a campaign have in common, with how common it is outside, as a matrix: a row per value, a column
/// per account, ordered so that accounts with the same values stand together. What is as common outside is only named.
/// </summary>
internal static class SharedPart
{
    // Half as common outside may be chance; what is telling is much rarer there.
    private const double TellingRatio = 2;

    private const int CommonNamed = 3;

    public static Markup Of(ReportContent content, Campaign campaign, CampaignDetail detail, int valuesMax)
    {
        var shared = detail.Shared.Where(trait => trait.Distinct > 0).ToList();
        if (shared.Count == 0 && detail.Countries.Count == 0) return Markup.None;
        var scale = new Scale(campaign.Accounts.Count, content.Found.Scanned.Accounts - campaign.Accounts.Count,
            detail.MatrixColumns, valuesMax);
        return $"""
            {CampaignParts.Heading(campaign.Id, CampaignParts.Share)}
            <p class="note">A row per value, a mark per account that has it. “Elsewhere” are accounts outside the
            campaign that have it, too.</p>
            {Matrix(campaign, shared, scale)}
            {Countries(detail.Countries)}
            </section>
            """;
    }

    private static Markup Matrix(Campaign campaign, List<SharedTrait> shared, Scale scale)
    {
        if (shared.Count == 0) return Markup.None;
        var marks = Wording.Count(scale.Columns, "account")
            + (scale.Columns == scale.Accounts ? "" : " with most requests");
        return $"""
            <div class="scroll" tabindex="0" role="region" aria-label="What accounts of campaign {campaign.Id} share">
            <table class="shared">
            <caption class="unseen">What accounts of campaign {campaign.Id} share</caption>
            <thead><tr><th scope="col">Value</th><th scope="col" class="number">Accounts</th>
            <th scope="col" class="number">Elsewhere</th><th scope="col">{marks}</th></tr></thead>
            {shared.Select(trait => Trait(trait, scale))}
            </table></div>
            """;
    }

    private static Markup Trait(SharedTrait trait, Scale scale)
    {
        var values = trait.Values.Index().ToLookup(value => IsTelling(value.Item, scale));
        var rows = values[true].Take(scale.ValuesMax).Select(value =>
            Value(value.Item, trait.Holders.ElementAtOrDefault(value.Index) ?? [], scale.Columns));
        return $"""
            <tbody><tr class="trait"><th scope="rowgroup" colspan="4">{trait.Name}
            <span class="note">{Wording.Count(trait.Distinct, "different value")} in
            {Wording.Count(scale.Accounts, "account")}{Rest(trait, [.. values[false].Select(value => value.Item)])}
            </span></th></tr>
            {rows}</tbody>
            """;
    }

    private static bool IsTelling(TraitValue value, Scale scale) =>
        (double)value.Accounts / Math.Max(1, scale.Accounts)
            >= TellingRatio * value.Elsewhere / Math.Max(1, scale.Outside);

    /// <summary>What the rows leave out: values that say little, or that there are none.</summary>
    private static string Rest(SharedTrait trait, List<TraitValue> common)
    {
        if (trait.Values.Count == 0) return ", none shared";
        if (common.Count == 0) return "";
        var more = common.Count > CommonNamed ? $" and {common.Count - CommonNamed} more" : "";
        return "; about as common elsewhere: "
            + string.Join(", ", common.Take(CommonNamed).Select(value => value.Value)) + more;
    }

    private static Markup Value(TraitValue value, IReadOnlyList<int> holders, int columns) => $"""
        <tr><th scope="row"><code>{value.Value}</code></th><td>{value.Accounts:N0}</td><td>{value.Elsewhere:N0}</td>
        <td>{Strip(holders, columns)}</td></tr>

        """;

    private static Markup Strip(IReadOnlyList<int> holders, int columns) => holders.Count == 0
        ? Markup.None
        : $"""
            <svg viewBox="0 0 {columns} 1" preserveAspectRatio="none" aria-hidden="true"
            >{DashedLine.Of(holders, 0.5)}</svg>
            """;

    private static Markup Countries(IReadOnlyList<TraitValue> countries)
    {
        if (countries.Count == 0) return Markup.None;
        var listed = string.Join(", ", countries.Select(country => $"{country.Value} ({country.Accounts:N0})"));
        return $"""
            <p class="note context">For context only, never scored: requests came from {listed}. The number of
            accounts stands in brackets.</p>
            """;
    }

    /// <summary>What the values of a campaign are measured by.</summary>
    /// <param name="Accounts">Its accounts.</param>
    /// <param name="Outside">All others of the log.</param>
    /// <param name="Columns">Columns of its matrix.</param>
    /// <param name="ValuesMax">Values shown of each trait.</param>
    private readonly record struct Scale(int Accounts, long Outside, int Columns, int ValuesMax);
}
