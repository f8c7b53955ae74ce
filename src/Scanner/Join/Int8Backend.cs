using System.Buffers;

namespace Scanner.Join;

/// <summary>
/// Certified int8: rows rounded to int8 decide which blocks of pairs cannot hold one, and float32 decides the rest. The
/// result is that of float32, at the cost of int8 where pairs are rare.
/// </summary>
/// <remarks>
/// <para>A row x is stored as q = round(x ÷ s) with s = max |x| ÷ <see cref="IInt8Dot.Most"/>, and with an upper bound
/// e of |x - s q|, its Euclidean distance from the image. For two rows, |xy - s t (q r)| ≤ |x - s q| |y| +
/// |s q| |y - t r| (Cauchy and Schwarz), and |s q| ≤ |x| + e. So with every |x| ≤ L a pair can reach the threshold T
/// only if s t (q r) ≥ T - e L - (L + e) f, with f the bound of y. Divided by s t:
/// q r ≥ (T - e L) ÷ s × 1 ÷ t - (L + e) ÷ s × f ÷ t, two numbers of the left row and two of the right one.</para>
/// <para>T is moved first by what float32 may err, see <see cref="UnitRows.Slack"/>. q r itself is exact:
/// 255 × 127 × 65,536 fits an int32.</para>
/// <para>Most pairs are ruled out before, by a product of a few components: with the prefixes u and v and the rests of
/// <see cref="RowPrefix"/>, and q, r, s, t, e, f those of the prefixes, a pair can reach T only if
/// s t (q r) ≥ T - e U - (U + e) f - |rest of x| |rest of y|. The greatest f of the right side stands for each, so that
/// the bound asks two numbers of the right row, as the one above does.</para>
/// <para>Where a tile is dense, a pair that surely reaches the threshold is only counted, unless it may enter a list or
/// connect two components; <see cref="Int8Axis"/> bounds both sides closely.</para>
/// </remarks>
/// <param name="prefix">The prefix by which pairs are ruled out first; null for none.</param>
/// <param name="order">The order in which a tile's rows stand; null for one that suits the tile alone.</param>
internal sealed unsafe class Int8Backend<TDot>(RowPrefix? prefix = null, Int8Order? order = null) : IJoinBackend
    where TDot : struct, IInt8Dot
{
    // A tile's pairs are buffered and gone through several times: 480 × 480 × 12 bytes = 2.6 MiB where all are similar,
    // beside 480 × 256 bytes = 120 KiB of left rows, which stay in an L2 cache while panels pass.
    private const int TileRowsMax = 480, TileBytesGoal = 256 << 10;

    // Pairs of a tile from which on it asks what its rows want: asking costs as much as some 50 verdicts.
    private const int DenseHits = 256;

    // Rows by which an order is fitted: 64 for each of its landmarks.
    private const int OrderRows = 2_048;

    public string Name => TDot.Name;

    public bool IsAvailable => TDot.IsAvailable;

    public IJoinBackend FitTo(RowSource rows, float threshold)
    {
        if (rows.Rows == 0) return this;

        var fitted = Int8Order.Of(rows.Sample(Math.Min(rows.Rows, OrderRows)), rows.Dim);
        var shape = new BlockShape(Int8Kernel.LeftRows, Int8Image.Panel, fitted);
        return new Int8Backend<TDot>(PrefixChoice.For(rows, threshold, shape), fitted);
    }

    public int TileRows(int dim)
    {
        int rows = Math.Min(TileRowsMax, TileBytesGoal / dim);
        return Math.Max(1, rows / Int8Image.Panel) * Int8Image.Panel;
    }

    public long TileBytes(int rows, int dim) => Int8Tile.Of(rows, dim, PrefixDim).Bytes;

    private int PrefixDim => prefix?.Length ?? 0;

    public void Pack(ReadOnlySpan<float> rows, PackedTile tile)
    {
        var side = new Int8Side(tile, PrefixDim);
        var layout = side.Layout;
        var floats = new Span<float>(tile.Floats, checked(layout.Rows * layout.RowFloats));
        var image = new sbyte[side.Rows.RowBytes];
        floats.Clear();
        var places = new Span<int>(side.Order, tile.Rows);
        int[] families = new int[tile.Rows];
        (order ?? Int8Order.Of(rows, tile.Dim)).Fill(rows, places, families);
        for (int row = 0; row < layout.Rows; row++)
        {
            // Zero rows fill the last panel: their similarity is 0, below every threshold.
            var own = row < tile.Rows ? rows.Slice(places[row] * tile.Dim, tile.Dim) : [];
            own.CopyTo(floats[(row * layout.RowFloats)..]);
            Array.Clear(image);
            var (step, error) = Int8Quantizer.Quantize(own, image, TDot.Most);
            side.Rows.Store(row, image, step, error);
            side.Errors[row] = error;

            // Without a common order nothing says that families of two tiles are the same.
            int family = row < tile.Rows ? families[row] : 0;
            side.Axis.Store(row, side.FloatsOf(row), side.Rows, order is null ? [] : order.DirectionOf(family), family);
        }

        if (prefix is not null) PackPrefixes(prefix, rows, side);
    }

    private static void PackPrefixes(RowPrefix prefix, ReadOnlySpan<float> rows, in Int8Side side)
    {
        int dim = prefix.Dim, length = prefix.Length, count = side.Tile.Rows;
        var rented = ArrayPool<float>.Shared.Rent(count * length);
        var prefixes = rented.AsSpan(0, count * length);
        prefix.Project(rows, prefixes);
        var image = new sbyte[length];
        side.PrefixErrorMax = 0;
        for (int place = 0; place < side.Layout.Rows; place++)
        {
            int row = place < count ? side.Order[place] : -1;
            ReadOnlySpan<float> own = row < 0 ? [] : prefixes.Slice(row * length, length);
            Array.Clear(image);
            var (step, error) = Int8Quantizer.Quantize(own, image, TDot.Most);
            float rest = row < 0 ? 0 : prefix.RestOf(rows.Slice(row * dim, dim), own);
            side.Prefixes.Store(place, image, step, rest);
            side.PrefixErrors[place] = error;
            side.PrefixErrorMax = MathF.Max(side.PrefixErrorMax, error);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    public void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        Int8Side one = new(left, PrefixDim), other = new(right, PrefixDim);
        float slack = UnitRows.Slack(left.Dim);
        int count = one.Layout.Rows;
        Int8Reach* reach = stackalloc Int8Reach[count], prefixReach = stackalloc Int8Reach[count];
        for (int row = 0; row < count; row++)
            reach[row] = Int8Reach.OfRow(one.Rows.Steps[row], one.Errors[row], threshold, slack);

        if (prefix is not null) Reach(prefix, one, other.PrefixErrorMax, threshold - slack, prefixReach);
        int* block = stackalloc int[Int8Kernel.LeftRows * Int8Image.Panel];
        float* floors = stackalloc float[count + other.Layout.Rows];
        var verdict = new Int8Verdict(one, other, reach, floors, threshold, hits);
        bool isOpen = hits.Filter is null;

        // Rows of a family stand together: behind a block that held a pair, the next one is not asked for its prefixes.
        bool asksPrefix = prefix is not null;

        int end = (left.Rows + Int8Kernel.LeftRows - 1) / Int8Kernel.LeftRows * Int8Kernel.LeftRows;

        // A right panel (24 × 256 bytes = 6 KiB) stays in the L1 cache while all left rows pass it.
        for (int j = 0; j < right.Rows; j += Int8Image.Panel)
        {
            for (int i = 0; i < end; i += Int8Kernel.LeftRows)
            {
                if (asksPrefix)
                {
                    i = Int8Kernel.Seek<TDot>(one.Prefixes, i, end, other.Prefixes, j, prefixReach, block);
                    if (i == end) break;
                }

                bool mayReach =
                    Int8Kernel.Seek<TDot>(one.Rows, i, i + Int8Kernel.LeftRows, other.Rows, j, reach, block) == i;
                asksPrefix = prefix is not null && !mayReach;
                if (!mayReach) continue;

                verdict.Settle(block, i, j);
                if (isOpen || hits.Count < DenseHits) continue;

                isOpen = true;
                verdict.Open(hits.Filter!);
            }
        }
    }

    private static void Reach(
        RowPrefix prefix, in Int8Side side, float otherError, float threshold, Int8Reach* reach)
    {
        for (int row = 0; row < side.Layout.Rows; row++)
        {
            reach[row] = Int8Reach.OfPrefix(
                side.Prefixes.Steps[row], side.PrefixErrors[row], side.Prefixes.ErrorSteps[row], otherError,
                prefix.LengthMax, threshold - prefix.Slack);
        }
    }
}
