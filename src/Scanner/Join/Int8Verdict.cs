using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>
/// Decides the pairs of a tile that int8 did not rule out: float32 says what is open, and what is wanted; the rest of
/// the sure ones is counted. See <see cref="Int8Backend{TDot}"/> for the bounds.
/// </summary>
internal unsafe ref struct Int8Verdict<TDot>
    where TDot : struct, IInt8Dot
{
    private const int Lanes = 8, WideLanes = 16;
    private const uint AllLanes = (1 << Lanes) - 1, AllWideLanes = (1 << WideLanes) - 1;

    /// <summary>Pairs that wait for float32 while the memory brings their rows.</summary>
    public const int AskedMax = 8;

    // What every sum reaches.
    private const int Nothing = -1 << 30;

    private readonly Int8Side _one, _other;
    private readonly TileHits _hits;
    private readonly Int8Reach* _reach;
    private readonly int _least;
    private readonly Int8Asker* _askers;
    private readonly float* _floors;
    private readonly int* _block, _rests;
    private readonly float _threshold;
    private readonly bool _isDiagonal;
    private readonly (int Left, int Right)* _asked;
    private TileFilter? _filter;
    private int _askedCount;

    /// <param name="one">The tile's left side.</param>
    /// <param name="other">Its right side.</param>
    /// <param name="reach">[left rows], see <see cref="Int8Reach"/>.</param>
    /// <param name="least">See <see cref="Int8Reach.LeastOf"/>.</param>
    /// <param name="askers">[left rows] memory.</param>
    /// <param name="floors">
    /// [right rows] memory for what a similarity must reach to enter a row's list, less slack, ÷ s; infinite where
    /// nothing does.
    /// </param>
    /// <param name="blocks">[2 × 4 × panel] memory for sums.</param>
    /// <param name="asked">[<see cref="AskedMax"/>] memory.</param>
    /// <param name="threshold">Least similarity.</param>
    /// <param name="hits">Where pairs go.</param>
    public Int8Verdict(
        in Int8Side one, in Int8Side other, Int8Reach* reach, int least, Int8Asker* askers, float* floors, int* blocks,
        (int Left, int Right)* asked, float threshold, TileHits hits)
    {
        (_one, _other, _least, _threshold, _hits) = (one, other, least, threshold, hits);
        _asked = asked;
        _reach = reach;
        _isDiagonal = one.Tile == other.Tile;
        _askers = askers;
        _floors = floors;
        _block = blocks;
        _rests = blocks + Int8Kernel.LeftRows * TDot.Panel;
    }

    /// <summary>Asks what the tile's rows want: from now on pairs that nobody wants are only counted.</summary>
    public void Open(TileFilter filter)
    {
        filter.Open(_one.Tile.Range, _one.Order, _other.Tile.Range, _other.Order);
        _filter = filter;

        float slack = Int8Axis.Slack(_one.Tile.Dim);
        for (int row = 0; row < _one.Layout.Rows; row++)
        {
            // Rows that fill the last panel want nothing.
            float floor = row < _one.Tile.Rows ? filter.LeftFloors[row] : float.PositiveInfinity;
            _askers[row] = new Int8Asker(_one.Axis, row, _threshold, slack, floor, filter.LeftLabels[row]);
        }

        for (int row = 0; row < _other.Layout.Rows; row++)
        {
            float floor = row < _other.Tile.Rows ? filter.RightFloors[row] : float.PositiveInfinity;
            _floors[row] = (floor - slack) * _other.Axis.Rests.Steps[row];
        }
    }

    /// <summary>Decides a block.</summary>
    /// <param name="left">Its first left row.</param>
    /// <param name="right">Its first right row.</param>
    /// <returns>True where a pair of it may reach the threshold.</returns>
    public bool Settle(int left, int right)
    {
        Int8Few none = default;
        int next = left + Int8Kernel.LeftRows;
        var (some, all) = _filter is null ? (false, false) : Related(left, right);
        if (!all && TDot.Seek(_one.Rows, left, next, _other.Rows, right, _least, _block, ref none) == next)
            return false;
        if (!some) return AskAll(left, right);

        TDot.Seek(_one.Axis.Rests, left, next, _other.Axis.Rests, right, Nothing, _rests, ref none);
        return CountOrAsk(left, right, all);
    }

    // Rows of a family stand together, in the order of families.
    private readonly (bool Some, bool All) Related(int left, int right)
    {
        int* one = _one.Axis.Directions, other = _other.Axis.Directions;
        int first = one[left], last = one[Math.Min(left + Int8Kernel.LeftRows, _one.Tile.Rows) - 1];
        int begin = other[right], end = other[Math.Min(right + TDot.Panel, _other.Tile.Rows) - 1];
        return (first <= end && begin <= last, first == last && begin == end && first == begin);
    }

    /// <summary>Decides pairs one by one.</summary>
    /// <param name="few">The pairs.</param>
    /// <param name="right">The first right row of their panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Settle(in Int8Few few, int right)
    {
        for (int i = 0; i < few.Count; i++)
        {
            int row = few[i] / TDot.Panel, at = right + few[i] % TDot.Panel;
            int sum = TDot.Product(_one.Rows, row, _other.Rows, at);
            if (_reach[row].IsReached(sum, _other.Rows.Steps[at], _other.Rows.ErrorSteps[at])) Ask(row, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AskAll(int left, int right)
    {
        int* block = _block;
        var any = Vector256<float>.Zero;
        for (int row = left; row < left + Int8Kernel.LeftRows; row++)
        {
            for (int at = right; at < right + TDot.Panel; at += Lanes, block += Lanes)
            {
                var may = MayReach(block, row, at);
                any |= may;
                Ask(row, at, may.ExtractMostSignificantBits(), Lanes);
            }
        }

        return any != Vector256<float>.Zero;
    }

    // Where not all rows are of one family, the block has the sums of whole rows too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool CountOrAsk(int left, int right, bool areAllRelated)
    {
        bool any = false;
        if (areAllRelated && Vector512.IsHardwareAccelerated && TDot.Panel % WideLanes == 0)
        {
            for (int lanes = 0; lanes < TDot.Panel; lanes += WideLanes) any |= CountOrAskWide(left, right, lanes);
            return any;
        }

        for (int lanes = 0; lanes < TDot.Panel; lanes += Lanes) any |= CountOrAsk(left, right, lanes, areAllRelated);
        return any;
    }

    // Sixteen right rows of the family of the left ones.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool CountOrAskWide(int left, int right, int first)
    {
        int at = right + first;
        var axis = _other.Axis;
        Vector512<float> along = Vector512.Load(axis.Along + at), across = Vector512.Load(axis.Across + at);
        Vector512<float> step = Vector512.Load(axis.Rests.Steps + at), floor = Vector512.Load(_floors + at);
        var error = Vector512.Load(axis.Rests.ErrorSteps + at);
        var label = Vector512.Load(_filter!.RightLabels + at);
        var counts = Vector512<int>.Zero;
        int* leftCounts = _filter.LeftCounts + left, rests = _rests + first;
        var asker = _askers + left;
        ulong all = 0, opened = 0;
        for (int row = 0; row < Int8Kernel.LeftRows; row++, asker++, rests += TDot.Panel)
        {
            var sums = Vector512.FusedMultiplyAdd(
                along, Vector512.Create(asker->Along), Vector512.ConvertToSingle(Vector512.Load(rests)));
            var span = Vector512.FusedMultiplyAdd(
                error, Vector512.Create(asker->Across), across * Vector512.Create(asker->Error));
            var most = sums + span;
            var wish = Vector512.MinNative(
                step * Vector512.Create(asker->Floor), floor * Vector512.Create(asker->Steps));
            var counted = Vector512.LessThan(most, wish).AsInt32()
                & Vector512.GreaterThanOrEqual(sums - span, step * Vector512.Create(asker->Sure)).AsInt32()
                & Vector512.Equals(label, Vector512.Create(asker->Label));
            counts -= counted;
            uint lanes = (uint)counted.ExtractMostSignificantBits();
            leftCounts[row] += BitOperations.PopCount(lanes);
            all |= lanes;
            if (lanes == AllWideLanes) continue;

            var may = Vector512.GreaterThanOrEqual(most, step * Vector512.Create(asker->Open));
            opened |= (may.ExtractMostSignificantBits() & ~(ulong)lanes) << row * WideLanes;
        }

        int* rightCounts = _filter.RightCounts + at;
        (Vector512.Load(rightCounts) + counts).Store(rightCounts);
        Ask(left, at, opened, WideLanes);
        return (all | opened) != 0;
    }

    // Eight right rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool CountOrAsk(int left, int right, int first, bool areAllRelated)
    {
        int at = right + first;
        var axis = _other.Axis;
        Vector256<float> along = Vector256.Load(axis.Along + at), across = Vector256.Load(axis.Across + at);
        Vector256<float> step = Vector256.Load(axis.Rests.Steps + at), floor = Vector256.Load(_floors + at);
        var error = Vector256.Load(axis.Rests.ErrorSteps + at);
        Vector256<int> direction = Vector256.Load(axis.Directions + at), counts = Vector256<int>.Zero;
        var label = Vector256.Load(_filter!.RightLabels + at);
        int* leftCounts = _filter.LeftCounts + left, rests = _rests + first;
        var asker = _askers + left;
        uint all = 0, opened = 0;
        for (int row = 0; row < Int8Kernel.LeftRows; row++, asker++, rests += TDot.Panel)
        {
            var sums = Vector256.FusedMultiplyAdd(
                along, Vector256.Create(asker->Along), Vector256.ConvertToSingle(Vector256.Load(rests)));
            var span = Vector256.FusedMultiplyAdd(
                error, Vector256.Create(asker->Across), across * Vector256.Create(asker->Error));
            var most = sums + span;
            var sure = Vector256.GreaterThanOrEqual(sums - span, step * Vector256.Create(asker->Sure));

            var wanted = Vector256.GreaterThanOrEqual(most, step * Vector256.Create(asker->Floor))
                | Vector256.GreaterThanOrEqual(most, floor * Vector256.Create(asker->Steps));
            var related = Vector256.Equals(direction, Vector256.Create(asker->Direction)).AsSingle();
            var connected = Vector256.Equals(label, Vector256.Create(asker->Label)).AsSingle();
            var counted = Vector256.AndNot(sure & related & connected, wanted);
            uint lanes = counted.ExtractMostSignificantBits();
            leftCounts[row] += BitOperations.PopCount(lanes);
            counts -= counted.AsInt32();
            all |= lanes;
            if (lanes == AllLanes) continue;

            var below = Vector256.LessThan(most, step * Vector256.Create(asker->Open));
            var open = Vector256.AndNot(related, counted | below);
            if (!areAllRelated)
                open |= Vector256.AndNot(MayReach(_block + row * TDot.Panel + first, left + row, at), related);
            opened |= open.ExtractMostSignificantBits() << row * Lanes;
        }

        int* rightCounts = _filter.RightCounts + at;
        (Vector256.Load(rightCounts) + counts).Store(rightCounts);

        // Behind the loop, whose vectors a call would move to memory and back.
        Ask(left, at, opened, Lanes);
        return (all | opened) != 0;
    }

    // The bound of the kernel, pair by pair.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<float> MayReach(int* sums, int row, int at) => Int8Kernel.Reach(
        Vector256.Load(sums), _reach + row, _other.Rows.Steps + at, _other.Rows.ErrorSteps + at);

    // A bit for each pair, as many to a left row as there are lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ask(int left, int right, ulong pairs, int lanes)
    {
        for (; pairs != 0; pairs &= pairs - 1)
        {
            int pair = BitOperations.TrailingZeroCount(pairs);
            Ask(left + pair / lanes, right + pair % lanes);
        }
    }

    // Float32 decides, once the memory has brought the rows.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Ask(int left, int right)
    {
        if (_isDiagonal && left >= right) return;

        int rowBytes = _one.Layout.RowFloats * sizeof(float);
        CacheLines.Prefetch(_one.FloatsOf(left), rowBytes);
        CacheLines.Prefetch(_other.FloatsOf(right), rowBytes);
        _asked[_askedCount++] = (left, right);
        if (_askedCount == AskedMax) Decide();
    }

    /// <summary>Decides what waits for float32.</summary>
    public void Decide()
    {
        for (int i = 0; i < _askedCount; i++) Decide(_asked[i].Left, _asked[i].Right);
        _askedCount = 0;
    }

    private readonly void Decide(int left, int right)
    {
        float similarity = FloatRow.Dot(_one.FloatsOf(left), _other.FloatsOf(right), _one.Layout.RowFloats);
        if (similarity < _threshold) return;

        int row = _one.Order[left], other = _other.Order[right];
        if (_isDiagonal) _hits.Add(Math.Min(row, other), Math.Max(row, other), similarity);
        else if (_filter is null || _filter.Wants(left, right, similarity)) _hits.Add(row, other, similarity);
        else _filter.Count(left, right);
    }
}
