namespace Scanner.Join;

/// <summary>Joins tiles for the <see cref="TileScheduler{TBand}"/>: on the processor, or on devices.</summary>
/// <typeparam name="TBand">Consecutive tiles, ready to be joined.</typeparam>
internal interface ITileEngine<TBand> where TBand : ITileBand
{
    /// <summary>What runs, for reports.</summary>
    string Name { get; }

    /// <summary>Rows on each side of a tile.</summary>
    int TileRows { get; }

    /// <summary>Tiles that a band holds: what is ready at a time on each side.</summary>
    int BandTiles { get; }

    /// <summary>Tiles that are joined at a time.</summary>
    int Workers { get; }

    /// <summary>Makes the memory of a band.</summary>
    /// <param name="rows">The matrix.</param>
    /// <param name="firstRow">The row at which its first tile begins.</param>
    TBand OpenBand(RowSource rows, int firstRow);

    /// <summary>Makes what joins one tile after another.</summary>
    /// <param name="worker">Which of the workers, from 0.</param>
    /// <param name="collector">Takes in what is found.</param>
    ITileWorker<TBand> OpenWorker(int worker, ITileCollector collector);
}
