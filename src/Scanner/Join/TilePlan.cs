namespace Scanner.Join;

/// <summary>How the similarity matrix is cut.</summary>
/// <param name="Backend">What computes a tile.</param>
/// <param name="TileRows">Rows on each side of a tile.</param>
/// <param name="BandTiles">Tiles in a band: what is packed at a time on each side.</param>
/// <param name="Threads">Threads at work.</param>
internal sealed record TilePlan(IJoinBackend Backend, int TileRows, int BandTiles, int Threads)
{
    /// <summary>The plan for rows, those of a history where there is one.</summary>
    public static TilePlan For(JoinSettings settings, RowSource rows)
    {
        int dim = rows.Dim;
        var backend = JoinBackends.Choose(settings.Backend).FitTo(rows, settings.Threshold);
        int tileRows = settings.TileRows ?? backend.TileRows(dim);

        // Two bands are held: a left one and a right one.
        long bandTiles = settings.PackedBytesMax / 2 / backend.TileBytes(tileRows, dim);
        return new TilePlan(backend, tileRows, (int)Math.Clamp(bandTiles, 1, int.MaxValue), settings.Threads);
    }
}
