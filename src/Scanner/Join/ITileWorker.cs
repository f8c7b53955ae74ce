namespace Scanner.Join;

/// <summary>Joins one tile after another; used by one thread at a time.</summary>
internal interface ITileWorker<in TBand> : IDisposable where TBand : ITileBand
{
    /// <summary>Joins a tile of one band with a tile of another; where both are the same, above the diagonal.</summary>
    void Join(TBand left, int leftTile, TBand right, int rightTile);
}
