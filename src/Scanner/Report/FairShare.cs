using Scanner.Runs;

namespace Scanner.Report;

/// <summary>How much of a page each of its campaigns gets, so that a page of hundreds still opens at once.</summary>
internal sealed class FairShare
{
    private readonly int _campaigns;

    /// <param name="accounts">[campaigns] accounts of each campaign on the page.</param>
    public FairShare(IReadOnlyList<int> accounts)
    {
        _campaigns = Math.Max(1, accounts.Count);
        AccountRows = Math.Max(Limits.ReportAccountRowsMin, Level(
            accounts.Select(count => Math.Min(count, Limits.ReportCampaignAccountRowsMax)),
            Limits.ReportAccountRowsMax));
        SearchableAccounts = Level(
            accounts.Select(count => Math.Max(0, count - AccountRows)), Limits.ReportSearchableAccountsMax);
    }

    /// <summary>Rows of the accounts table.</summary>
    public int AccountRows { get; }

    /// <summary>Accounts without a row that can be searched for.</summary>
    public int SearchableAccounts { get; }

    /// <summary>Templates.</summary>
    public int Templates => Of(Limits.ReportTemplatesOfAllMax, 2, Limits.ReportTemplatesMax);

    /// <summary>Characters of a skeleton.</summary>
    public int SkeletonCharacters =>
        Of(Limits.ReportSkeletonCharactersOfAllMax, 800, Limits.ReportSkeletonCharactersMax);

    /// <summary>Examples; those asked for may be fewer.</summary>
    public int Examples => Of(Limits.ReportExamplesOfAllMax, 2, Limits.ReportExamplesMax);

    /// <summary>Values of each shared trait.</summary>
    public int TraitValues => Of(Limits.ReportTraitValuesOfAllMax, 2, Limits.ReportTraitValuesMax);

    /// <summary>Slots of a template.</summary>
    public int Slots => Of(Limits.ReportSlotsOfAllMax, 4, Limits.ReportSlotsMax);

    /// <summary>Columns of the matrix of what is shared.</summary>
    public int MatrixColumns => Of(Limits.ReportMatrixColumnsOfAllMax, 40, Limits.ReportMatrixColumnsMax);

    /// <summary>Bins of the timeline.</summary>
    public int TimelineBins => Of(Limits.ReportTimelineBinsOfAllMax, 120, Limits.ReportTimelineBinsMax);

    /// <summary>Rows of the heat map.</summary>
    /// <param name="bins">Its columns.</param>
    public int HeatRows(int bins) => Of(
        Limits.ReportHeatCellsMax / Math.Max(1, bins), Limits.ReportHeatRowsMin, Limits.ReportHeatRowsMax);

    /// <summary>
    /// The most that each may take so that all together take no more than there is: those who want less leave the rest
    /// to the others.
    /// </summary>
    /// <param name="wants">What each would take.</param>
    /// <param name="all">What there is.</param>
    internal static int Level(IEnumerable<int> wants, int all)
    {
        int[] ascending = [.. wants.Order()];
        for (var i = 0; i < ascending.Length; i++)
        {
            var each = all / (ascending.Length - i);
            if (ascending[i] > each) return each;
            all -= ascending[i];
        }
        return ascending.LastOrDefault();
    }

    private int Of(int all, int least, int most) => Math.Clamp(all / _campaigns, least, most);
}
