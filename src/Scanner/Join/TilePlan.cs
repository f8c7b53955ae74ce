namespace Scanner.Join;

/// <summary>How the similarity matrix is cut.</summary>
/// <param name="Backend">What computes a tile.</param>
/// <param name="TileRows">Rows on each side of a tile.</param>
/// <param name="BandTiles">Tiles in a band: what is packed at a time on each side.</param>
/// <param name="Threads">Threads at work.</param>
internal sealed record TilePlan(IJoinBackend Backend, int TileRows, int BandTiles, int Threads)
{
    /// <summary>The plan for rows of a length.</summary>
    public static TilePlan For(JoinSettings settings, int dim)
    {
        var backend = JoinBackends.Choose(settings.Backend);
        int tileRows = settings.TileRows ?? backend.TileRows(dim);

        // Two bands are held: a left one and a right one.
        long bandTiles = settings.PackedBytesMax / 2 / backend.TileBytes(tileRows, dim);
        return new TilePlan(backend, tileRows, (int)Math.Clamp(bandTiles, 1, int.MaxValue), settings.Threads);
    }
}
