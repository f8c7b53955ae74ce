using Scanner.Report;

namespace Scanner.Tests.Report;

public sealed class MaskedCampaignsTests
{
    private static readonly AccountNames Names = AccountNames.Keyed("a key of one's own, long enough"u8);

    // An account whose keyed name has the form and the check digits of a bank account's number.
    private static readonly string Unlucky = Enumerable.Range(0, 100_000).Select(i => $"c{i}")
        .First(id => Masking.Mask(Names.Of(id)) != Names.Of(id));

    [Fact]
    public void A_keyed_name_is_never_masked()
    {
        var campaigns = new MaskedCampaigns(Names, showSlots: false, new HashSet<string> { Unlucky, "c" });
        Assert.Equal(
            $"{Names.Of(Unlucky)} and [e-mail] send it, as {Names.Of("c")} does.",
            campaigns.Sentence($"{Unlucky} and jo@mail.example send it, as c does."));
        Assert.Equal(Names.Of(Unlucky), campaigns.Sentence(Unlucky));
        Assert.Equal("[e-mail]", campaigns.Sentence("jo@mail.example"));
    }

    [Fact]
    public void Organisations_are_masked_where_people_wrote_their_names()
    {
        Assert.Equal(Names.Of(Unlucky), Names.OfOrganisation(Unlucky));
        Assert.Equal("[e-mail]", AccountNames.Raw.OfOrganisation("jo@mail.example"));
        Assert.Equal("Acme", AccountNames.Raw.OfOrganisation("Acme"));
    }
}
