using ILGPU;
using Scanner.Join;

namespace Scanner.Gpu.Kernels;

/// <summary>
/// What one launch compares, and which of the similar pairs it hands over. Passed to kernels by value.
/// </summary>
/// <param name="LeftAddress">Address on the device of the first left row; tensor kernel only.</param>
/// <param name="RightAddress">Address of the first right row; tensor kernel only.</param>
/// <param name="LeftSliceBytes">Bytes from one slice of the left rows to the next; tensor kernel only.</param>
/// <param name="RightSliceBytes">Bytes from one slice of the right rows to the next; tensor kernel only.</param>
/// <param name="Slices">Slices of a row; its components in the portable kernel.</param>
/// <param name="LeftFirst">First left row of the launch, inside its tile.</param>
/// <param name="LeftEnd">Left row behind the last.</param>
/// <param name="RightEnd">Right row behind the last; the first is 0.</param>
/// <param name="LeftRow">Index in the matrix of the left tile's first row.</param>
/// <param name="RightRow">Index in the matrix of the right tile's first row.</param>
/// <param name="IsDiagonal">1 where the two sides are the same rows: only pairs with Left below Right then.</param>
/// <param name="Low">Least similarity of a pair that may be one, above 0.</param>
/// <param name="High">Least similarity of a pair that surely is one. Those below are handed over to be settled.</param>
/// <param name="Slack">How much a true similarity may exceed the computed one.</param>
/// <param name="Scale">What the kernel's sums are multiplied by to be similarities; 1 for floats.</param>
/// <param name="TileColumns">Rows on the right side of a group's tile; tensor kernel only.</param>
/// <param name="StripTiles">Tiles that a group walks along; tensor kernel only.</param>
/// <param name="IsWide">1 where a warp holds 16 × 256 similarities, 0 where 64 × 64; tensor kernel only.</param>
public readonly record struct JoinTask(
    long LeftAddress, long RightAddress, long LeftSliceBytes, long RightSliceBytes, int Slices,
    int LeftFirst, int LeftEnd, int RightEnd, int LeftRow, int RightRow, int IsDiagonal,
    float Low, float High, float Slack, float Scale, int TileColumns, int StripTiles, int IsWide);

/// <summary>What a launch reads beside the rows, and where its findings go.</summary>
/// <param name="LeftFloors">
/// [left rows] keys (<see cref="Neighbor"/>) that a neighbour must beat to be wanted by the row.
/// </param>
/// <param name="RightFloors">[right rows] likewise.</param>
/// <param name="LeftLabels">[left rows] labels of components: rows with the same one are known to be connected.</param>
/// <param name="RightLabels">[right rows] likewise.</param>
/// <param name="LeftCounts">[left rows] receives how many sure pairs a row has; zeroed before the launch.</param>
/// <param name="RightCounts">[right rows] likewise.</param>
/// <param name="Hits">Receives the pairs that are wanted, in any order.</param>
/// <param name="HitCount">[1] receives how many those are, also beyond the length of Hits; zeroed before.</param>
public readonly record struct JoinBuffers(
    ArrayView<ulong> LeftFloors, ArrayView<ulong> RightFloors, ArrayView<int> LeftLabels, ArrayView<int> RightLabels,
    ArrayView<int> LeftCounts, ArrayView<int> RightCounts, ArrayView<TileHit> Hits, ArrayView<long> HitCount);
