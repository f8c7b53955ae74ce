namespace Scanner.Join;

/// <summary>The rows on one side of a tile.</summary>
/// <param name="FirstRow">Index in the matrix of the first.</param>
/// <param name="Rows">How many.</param>
public readonly record struct TileRange(int FirstRow, int Rows);
