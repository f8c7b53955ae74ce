namespace Scanner.Join;

/// <summary>The pairs that a backend decides at a time, and what that costs, in components of all of them.</summary>
/// <param name="LeftRows">Left rows of a block; divides 192.</param>
/// <param name="RightRows">Right rows of a block; divides 960.</param>
/// <param name="Order">The order in which a tile's rows stand; null for that of the matrix.</param>
internal readonly record struct BlockShape(int LeftRows, int RightRows, Int8Order? Order = null)
{
    // Measured: what it costs to go on with the whole of a block, beside its other components.
    private const int WholeCost = 60;

    /// <summary>What it costs to decide a block.</summary>
    public double DecideCost { get; init; } = 20;

    /// <summary>Pairs up to which a block that is not ruled out is gone on with pair by pair; 0 where never.</summary>
    public int FewPairs { get; init; }

    /// <summary>What it costs to look for the pairs of a block.</summary>
    public double LookCost { get; init; }

    /// <summary>What it costs to go on with one of them.</summary>
    public double PairCost { get; init; }

    /// <summary>What rounding adds to a bound, about.</summary>
    public float Rounding { get; init; }

    /// <summary>What it costs to go on with a block.</summary>
    /// <param name="pairs">Its pairs that are not ruled out.</param>
    /// <param name="dim">Length of a row.</param>
    public double CostOf(int pairs, int dim) =>
        pairs == 0 ? 0 : pairs > FewPairs ? dim + WholeCost : LookCost + pairs * PairCost;
}
