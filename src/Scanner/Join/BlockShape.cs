namespace Scanner.Join;

/// <summary>The pairs that a backend decides at a time.</summary>
/// <param name="LeftRows">Left rows of a block; divides 192.</param>
/// <param name="RightRows">Right rows of a block; divides 960.</param>
/// <param name="Order">The order in which a tile's rows stand; null for that of the matrix.</param>
internal readonly record struct BlockShape(int LeftRows, int RightRows, Int8Order? Order = null);
