using Scanner.Runs;

namespace Scanner.Report;

/// <summary>How much of a page each of its campaigns gets, so that a page of hundreds still opens at once.</summary>
/// <param name="campaigns">Campaigns on the page.</param>
internal readonly struct FairShare(int campaigns)
{
    /// <summary>Templates.</summary>
    public int Templates => Of(Limits.ReportTemplatesOfAllMax, 2, Limits.ReportTemplatesMax);

    /// <summary>Characters of a skeleton.</summary>
    public int SkeletonCharacters =>
        Of(Limits.ReportSkeletonCharactersOfAllMax, 800, Limits.ReportSkeletonCharactersMax);

    /// <summary>Examples; those asked for may be fewer.</summary>
    public int Examples => Of(Limits.ReportExamplesOfAllMax, 2, Limits.ReportExamplesMax);

    /// <summary>Values of each shared trait.</summary>
    public int TraitValues => Of(Limits.ReportTraitValuesOfAllMax, 2, Limits.ReportTraitValuesMax);

    /// <summary>Rows of the accounts table.</summary>
    public int AccountRows => Of(Limits.ReportAccountRowsMax, 20, Limits.ReportCampaignAccountRowsMax);

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

    private int Of(int all, int least, int most) => Math.Clamp(all / Math.Max(1, campaigns), least, most);
}
