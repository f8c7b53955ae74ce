namespace Scanner.Join;

/// <summary>The pairs that a backend decides at a time.</summary>
/// <param name="LeftRows">Left rows of a block; divides 192.</param>
/// <param name="RightRows">Right rows of a block; divides 960.</param>
/// <param name="IsOrdered">Whether a tile's rows stand in the order of <see cref="Int8Order"/>.</param>
internal readonly record struct BlockShape(int LeftRows, int RightRows, bool IsOrdered);
