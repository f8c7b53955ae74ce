using Scanner.Join;

namespace Scanner.Tests.Join;

public sealed unsafe class PackedTileTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1_000)]
    [InlineData(5, 3 << 20)]
    [InlineData(3, 50 << 20)]
    [InlineData(2, 140 << 20)]
    public void Tiles_of_a_band_begin_at_cache_lines_and_do_not_overlap(int count, int bytes)
    {
        var tiles = PackedTile.Many(count, bytes);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(0u, (nuint)tiles[i].Floats % 64);
            new Span<byte>(tiles[i].Floats, bytes).Fill((byte)(i + 1));
        }

        for (int i = 0; i < count; i++)
            Assert.Equal(-1, new Span<byte>(tiles[i].Floats, bytes).IndexOfAnyExcept((byte)(i + 1)));
    }
}
