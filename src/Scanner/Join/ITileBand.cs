namespace Scanner.Join;

/// <summary>Consecutive tiles of a matrix. Its memory is made once and serves one band after another.</summary>
internal interface ITileBand : IDisposable
{
    /// <summary>Tiles that hold rows now.</summary>
    int Count { get; }

    /// <summary>Loads the tiles from a given one on, as many as fit.</summary>
    void Load(int firstTile, ParallelOptions parallel);
}
