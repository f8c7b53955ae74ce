using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>What accounts of a campaign have in common, with how common it is outside.</summary>
internal static class SharedPart
{
    public static Markup Of(Campaign campaign, CampaignDetail detail)
    {
        var shared = detail.Shared.Where(trait => trait.Distinct > 0).ToList();
        if (shared.Count == 0 && detail.Countries.Count == 0) return Markup.None;
        return $"""
            <section>
            <h3>What the accounts share</h3>
            <p class="note">Accounts of the campaign per value; “elsewhere” are accounts outside it that have the same
            value.
            A value that is common everywhere says little.</p>
            <div class="traits">{shared.Select(trait => Trait(trait, campaign.Accounts.Count))}</div>
            {Countries(detail.Countries)}
            </section>
            """;
    }

    private static Markup Trait(SharedTrait trait, int accounts)
    {
        Markup values = trait.Values.Count == 0
            ? (Markup)$"""<p class="note">No value is shared.</p>"""
            : (Markup)$"""
                <table>
                <caption class="unseen">{trait.Name}</caption>
                <thead><tr><th scope="col"><span class="unseen">Value</span></th>
                <th scope="col" class="number">Accounts</th><th scope="col" class="number">Elsewhere</th></tr></thead>
                <tbody>{trait.Values.Select(value => Value(value, accounts))}</tbody>
                </table>
                """;
        return $"""
            <div class="trait"><h4>{trait.Name}</h4>{values}
            <p class="note">{Wording.Count(trait.Distinct, "different value")} in
            {Wording.Count(accounts, "account")}</p></div>
            """;
    }

    private static Markup Value(TraitValue value, int accounts) => $"""
        <tr><th scope="row"><code>{Masking.Mask(value.Value)}</code></th>
        <td class="number">{value.Accounts:N0}{Bars.Thin(value.Accounts, accounts)}</td>
        <td class="number">{value.Elsewhere:N0}</td></tr>
        """;

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
