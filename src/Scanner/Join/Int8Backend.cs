using System.Buffers;
using System.Numerics.Tensors;

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
/// s t (q r) + |rest of x| |rest of y| ≥ T - e U - (U + e) f. Here all rows of a tile have one step, e and f are the
/// greatest of theirs, and the lengths of the rests stand behind the prefixes, so that one number decides all pairs of
/// two tiles: see <see cref="Int8Scale"/>. A block of which few pairs are left goes on pair by pair.</para>
/// <para>Where a tile is dense, a pair that surely reaches the threshold is only counted, unless it may enter a list or
/// connect two components; <see cref="Int8Axis"/> bounds both sides closely.</para>
/// </remarks>
/// <param name="prefix">The prefix by which pairs are ruled out first; null for none.</param>
/// <param name="order">The order in which a tile's rows stand; null for one that suits the tile alone.</param>
internal sealed unsafe class Int8Backend<TDot>(RowPrefix? prefix = null, Int8Order? order = null) : IJoinBackend
    where TDot : struct, IInt8Dot
{
    // A tile's pairs are buffered: 960 × 960 × 12 bytes = 11 MiB a thread where all are similar.
    private const int TileRowsMax = 960;

    // Left rows, or their prefixes and a part of the rows, stay in an L2 cache while panels pass: 960 × 256 bytes.
    private const int TileBytesGoal = 256 << 10, PrefixedBytesGoal = 1 << 20;

    // Pairs of a tile from which on it asks what its rows want: asking costs as much as some 100 verdicts.
    // Behind a tile that asked, the next one does so sooner.
    private const int DenseHits = 512, DenseAgainHits = 32;

    // Pairs of a block that are gone on with one by one: as many as cost about what the whole block does.
    private const int FewPairs = 10;

    public string Name => TDot.Name;

    public bool IsAvailable => TDot.IsAvailable;

    public IJoinBackend FitTo(RowSource rows, float threshold)
    {
        if (rows.Rows == 0) return this;

        float[] sample = rows.Sample(Math.Min(rows.Rows, PrefixChoice.SampleRows));
        var fitted = Int8Order.Of(sample, rows.Dim);
        var shape = new BlockShape(Int8Kernel.LeftRows, TDot.Panel, fitted)
        {
            // Measured with AVX-VNNI, in components of a block's pairs; rounding adds to prefixes and rests.
            DecideCost = 9,
            FewPairs = FewPairs,
            LookCost = 60,
            PairCost = 30,
            Rounding = 0.02f,
        };
        return new Int8Backend<TDot>(PrefixChoice.For(rows, threshold, shape, sample), fitted);
    }

    public int TileRows(int dim)
    {
        int rows = Math.Min(TileRowsMax, (prefix is null ? TileBytesGoal : PrefixedBytesGoal) / dim);
        return Math.Max(1, rows / TDot.Panel) * TDot.Panel;
    }

    public long TileBytes(int rows, int dim) => Int8Tile.Of(rows, TDot.Panel, dim, PrefixDim).Bytes;

    private int PrefixDim => prefix?.Length ?? 0;

    public void Pack(ReadOnlySpan<float> rows, PackedTile tile)
    {
        var side = new Int8Side(tile, TDot.Panel, PrefixDim);
        var layout = side.Layout;
        var image = new sbyte[side.Rows.RowBytes];
        var places = new Span<int>(side.Order, tile.Rows);
        int[] families = new int[tile.Rows];
        (order ?? Int8Order.Of(rows, tile.Dim)).Fill(rows, places, families);
        for (int row = 0; row < layout.Rows; row++)
        {
            // Zero rows fill the last panel: their similarity is 0, below every threshold.
            var own = row < tile.Rows ? rows.Slice(places[row] * tile.Dim, tile.Dim) : [];
            var floats = new Span<float>(side.FloatsOf(row), layout.RowFloats);
            own.CopyTo(floats);
            floats[own.Length..].Clear();
            Array.Clear(image);
            var (step, error) = Int8Quantizer.Quantize(own, image, TDot.Most);
            side.Rows.Store(row, image, step, error);
            side.Errors[row] = error;
            side.Axis.Directions[row] = row < tile.Rows ? families[row] : 0;
        }

        if (prefix is not null) PackPrefixes(prefix, rows, side);
    }

    private void PackAxis(PackedTile tile)
    {
        var side = new Int8Side(tile, TDot.Panel, PrefixDim);
        var image = new sbyte[side.Axis.Rests.RowBytes];
        var rest = new float[tile.Dim];
        for (int row = 0; row < side.Layout.Rows; row++)
        {
            ReadOnlySpan<float> own = row < tile.Rows ? new(side.FloatsOf(row), tile.Dim) : [];

            // Without a common order nothing says that families of two tiles are the same.
            var direction = order is null ? [] : order.DirectionOf(side.Axis.Directions[row]);
            side.Axis.Store(row, own, direction, rest, image, TDot.Most);
        }
    }

    private static void PackPrefixes(RowPrefix prefix, ReadOnlySpan<float> rows, Int8Side side)
    {
        int dim = prefix.Dim, length = prefix.Length, count = side.Tile.Rows;
        var rented = ArrayPool<float>.Shared.Rent(count * (length + 1));
        Span<float> prefixes = rented.AsSpan(0, count * length), rests = rented.AsSpan(count * length, count);
        prefix.Project(rows, prefixes);
        for (int row = 0; row < count; row++)
            rests[row] = prefix.RestOf(rows.Slice(row * dim, dim), prefixes.Slice(row * length, length));

        float largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(prefixes));
        float step = Int8Scale.StepOf(largest, TensorPrimitives.Max<float>(rests), TDot.Most), errorMax = 0;
        var image = new sbyte[Int8Scale.Filled(length)];
        for (int place = 0; place < count; place++)
        {
            int row = side.Order[place];
            var own = prefixes.Slice(row * length, length);
            errorMax = MathF.Max(errorMax, Int8Quantizer.Round(own, step, image, TDot.Most));
            Int8Scale.Split(rests[row], step, image.AsSpan(length));
            side.Prefixes.Store(place, image, step, 0);
        }

        Array.Clear(image);
        for (int place = count; place < side.Layout.Rows; place++) side.Prefixes.Store(place, image, step, 0);
        side.Scale = new Int8Scale(step, errorMax);
        ArrayPool<float>.Shared.Return(rented);
    }

    public void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        Int8Side one = new(left, TDot.Panel, PrefixDim), other = new(right, TDot.Panel, PrefixDim);
        float slack = UnitRows.Slack(left.Dim);
        int count = one.Layout.Rows;
        var reach = stackalloc Int8Reach[count];
        for (int row = 0; row < count; row++)
            reach[row] = Int8Reach.OfRow(one.Rows.Steps[row], one.Errors[row], threshold, slack);

        int least = Int8Reach.LeastOf(new ReadOnlySpan<Int8Reach>(reach, left.Rows), other.Rows, right.Rows);
        int prefixLeast = prefix is null ? 0 : one.Scale.LeastWith(other.Scale, prefix, threshold - slack);
        int* places = stackalloc int[count / Int8Kernel.LeftRows * FewPairs];
        var few = new Int8Few(places, FewPairs);
        int* blocks = stackalloc int[2 * Int8Kernel.LeftRows * TDot.Panel];
        var askers = stackalloc Int8Asker[count];
        float* floors = stackalloc float[other.Layout.Rows];
        var asked = stackalloc (int, int)[Int8Verdict<TDot>.AskedMax];
        var verdict = new Int8Verdict<TDot>(one, other, reach, least, askers, floors, blocks, asked, threshold, hits);
        bool isOpen = hits.Filter is null;
        int denseHits = hits.Filter is { WasOpen: true } ? DenseAgainHits : DenseHits;

        // Rows of a family stand together: behind a block that held a pair, the next one is not asked for its prefixes.
        bool asksPrefix = prefix is not null;

        int end = (left.Rows + Int8Kernel.LeftRows - 1) / Int8Kernel.LeftRows * Int8Kernel.LeftRows;

        // A right panel (48 × 256 bytes = 12 KiB at most) stays in the L1 cache while all left rows pass it.
        for (int j = 0; j < right.Rows; j += TDot.Panel)
        {
            // Of a tile with itself the blocks on and above the diagonal have all pairs.
            int last = left == right ? Math.Min(end, j + TDot.Panel) : end;
            for (int i = 0; i < last; i += Int8Kernel.LeftRows)
            {
                if (asksPrefix)
                {
                    i = TDot.Seek(one.Prefixes, i, last, other.Prefixes, j, prefixLeast, blocks, ref few);
                    if (i == last) break;
                }

                asksPrefix = !verdict.Settle(i, j) && prefix is not null;
                if (isOpen || hits.Count < denseHits) continue;

                isOpen = true;
                left.Complete(PackAxis);
                right.Complete(PackAxis);
                verdict.Open(hits.Filter!);
            }

            verdict.Settle(few, j);
            few.Clear();
        }

        verdict.Decide();
    }
}
