using FsCheck;
using FsCheck.Fluent;

namespace Scanner.Tests.Join;

/// <summary>A self-join of exact rows, drawn at random.</summary>
/// <param name="Rows">Rows, from 0.</param>
/// <param name="Seed">Seed of the rows.</param>
/// <param name="Cap">Neighbours stored for a row at most, 1 to 12.</param>
/// <param name="Tile">Rows of a tile, from 1.</param>
/// <param name="Quarter">Four times the threshold, 1 to 4.</param>
public sealed record JoinCase(int Rows, int Seed, int Cap, int Tile, int Quarter)
{
    /// <summary>Cases up to a size.</summary>
    public static Arbitrary<JoinCase> UpTo(int rowsMax, int tileMax) =>
        (from rows in Gen.Choose(0, rowsMax)
         from seed in Gen.Choose(0, int.MaxValue)
         from cap in Gen.Choose(1, 12)
         from tile in Gen.Choose(1, tileMax)
         from quarter in Gen.Choose(1, 4)
         select new JoinCase(rows, seed, cap, tile, quarter)).ToArbitrary();
}
