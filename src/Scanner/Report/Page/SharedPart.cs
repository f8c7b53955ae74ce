using System.Globalization;
using System.Text;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// What accounts of a campaign have in common, with how common it is outside, as a matrix: a row per value, a column
/// per account, ordered so that accounts with the same values stand together.
/// </summary>
internal static class SharedPart
{
    public static Markup Of(Campaign campaign, CampaignDetail detail, int valuesMax)
    {
        var shared = detail.Shared.Where(trait => trait.Distinct > 0).ToList();
        if (shared.Count == 0 && detail.Countries.Count == 0) return Markup.None;
        return $"""
            <section>
            <h3>What the accounts share</h3>
            <p class="note">A row per value, a mark per account that has it. “Elsewhere” are accounts outside the
            campaign that have the same value: what is common everywhere says little.</p>
            {Matrix(campaign, detail, shared, valuesMax)}
            {Countries(detail.Countries)}
            </section>
            """;
    }

    private static Markup Matrix(Campaign campaign, CampaignDetail detail, List<SharedTrait> shared, int valuesMax)
    {
        if (shared.Count == 0) return Markup.None;
        var marks = detail.MatrixColumns == campaign.Accounts.Count
            ? Wording.Count(detail.MatrixColumns, "account")
            : $"{Wording.Count(detail.MatrixColumns, "account")} with most requests";
        return $"""
            <div class="scroll" tabindex="0" role="region" aria-label="What accounts of campaign {campaign.Id} share">
            <table class="shared">
            <caption class="unseen">What accounts of campaign {campaign.Id} share</caption>
            <thead><tr><th scope="col">Value</th><th scope="col" class="number">Accounts</th>
            <th scope="col" class="number">Elsewhere</th><th scope="col" class="wide">{marks}</th></tr></thead>
            {shared.Select(trait => Trait(trait, campaign.Accounts.Count, detail.MatrixColumns, valuesMax))}
            </table></div>
            """;
    }

    private static Markup Trait(SharedTrait trait, int accounts, int columns, int valuesMax)
    {
        var shared = trait.Values.Count == 0 ? ", none shared" : "";
        var rows = trait.Values.Take(valuesMax).Index().Select(value =>
            Value(value.Item, trait.Holders.ElementAtOrDefault(value.Index) ?? [], accounts, columns));
        return $"""
            <tbody><tr class="trait"><th scope="rowgroup" colspan="4">{trait.Name}
            <span class="note">{Wording.Count(trait.Distinct, "different value")} in
            {Wording.Count(accounts, "account")}{shared}</span></th></tr>
            {rows}</tbody>
            """;
    }

    private static Markup Value(TraitValue value, IReadOnlyList<int> holders, int accounts, int columns) => $"""
        <tr><th scope="row"><code>{value.Value}</code></th>
        <td class="number">{value.Accounts:N0}{Bars.Thin(value.Accounts, accounts)}</td>
        <td class="number">{value.Elsewhere:N0}</td><td class="wide">{Strip(holders, columns)}</td></tr>
        """;

    private static Markup Strip(IReadOnlyList<int> holders, int columns)
    {
        if (holders.Count == 0) return Markup.None;
        var path = new StringBuilder();
        for (var i = 0; i < holders.Count; i++)
        {
            var from = holders[i];
            while (i + 1 < holders.Count && holders[i + 1] == holders[i] + 1) i++;
            path.Append(CultureInfo.InvariantCulture, $"M{from} .5h{holders[i] - from + 1}");
        }
        return $"""
            <svg class="strip" viewBox="0 0 {columns} 1" preserveAspectRatio="none" aria-hidden="true"><path
              d="{path.ToString()}"/></svg>
            """;
    }

    private static Markup Countries(IReadOnlyList<TraitValue> countries)
    {
        if (countries.Count == 0) return Markup.None;
        var listed = string.Join(", ", countries.Select(country => $"{country.Value} ({country.Accounts})"));
        return $"""
            <p class="note context">For context only, never scored: requests came from {listed}. The number of
            accounts stands in brackets.</p>
            """;
    }
}
