using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// Decides the pairs of a tile that int8 did not rule out: float32 says what is open, and what is wanted; the rest of
/// the sure ones is counted. See <see cref="Int8Backend{TDot}"/> for the bounds.
/// </summary>
internal unsafe ref struct Int8Verdict<TDot>
    where TDot : struct, IInt8Dot
{
    private const int Lanes = 8;
    private const uint AllLanes = (1 << Lanes) - 1;

    private readonly Int8Side _one, _other;
    private readonly TileHits _hits;
    private readonly Int8Reach* _reach;
    private readonly float* _oneFloors, _otherFloors;
    private readonly float _threshold;
    private readonly bool _isDiagonal;
    private TileFilter? _filter;

    /// <param name="one">The tile's left side.</param>
    /// <param name="other">Its right side.</param>
    /// <param name="reach">[left rows], see <see cref="Int8Reach"/>.</param>
    /// <param name="floors">
    /// [left rows + right rows] memory for what a similarity must reach to enter a row's list, less slack, ÷ s; NaN
    /// where nothing does.
    /// </param>
    /// <param name="threshold">Least similarity.</param>
    /// <param name="hits">Where pairs go.</param>
    public Int8Verdict(
        in Int8Side one, in Int8Side other, Int8Reach* reach, float* floors, float threshold, TileHits hits)
    {
        (_one, _other, _threshold, _hits) = (one, other, threshold, hits);
        _reach = reach;
        _isDiagonal = one.Tile == other.Tile;
        _oneFloors = floors;
        _otherFloors = floors + one.Layout.Rows;
    }

    /// <summary>Asks what the tile's rows want: from now on pairs that nobody wants are only counted.</summary>
    public void Open(TileFilter filter)
    {
        filter.Open(_one.Tile.Range, _one.Order, _other.Tile.Range, _other.Order);
        _filter = filter;

        float slack = Int8Axis.Slack(_one.Tile.Dim);
        for (int row = 0; row < _one.Tile.Rows; row++)
            _oneFloors[row] = (filter.LeftFloors[row] - slack) * _one.Rows.Steps[row];
        for (int row = 0; row < _other.Tile.Rows; row++)
            _otherFloors[row] = (filter.RightFloors[row] - slack) * _other.Rows.Steps[row];
    }

    /// <summary>Decides a block.</summary>
    /// <param name="block">[4 × panel] sums.</param>
    /// <param name="left">Its first left row.</param>
    /// <param name="right">Its first right row.</param>
    /// <returns>True where a pair of it may reach the threshold.</returns>
    public readonly bool Settle(int* block, int left, int right) =>
        _filter is null ? AskAll(block, left, right) : CountOrAsk(block, left, right);

    /// <summary>Decides pairs one by one.</summary>
    /// <param name="few">The pairs.</param>
    /// <param name="right">The first right row of their panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Settle(in Int8Few few, int right)
    {
        for (int i = 0; i < few.Count; i++)
        {
            int row = few[i] / TDot.Panel, at = right + few[i] % TDot.Panel;
            int sum = TDot.Product(_one.Rows, row, _other.Rows, at);
            if (_reach[row].IsReached(sum, _other.Rows.Steps[at], _other.Rows.ErrorSteps[at])) Ask(row, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool AskAll(int* block, int left, int right)
    {
        var any = Vector256<float>.Zero;
        for (int row = left; row < left + Int8Kernel.LeftRows; row++)
        {
            for (int at = right; at < right + TDot.Panel; at += Lanes, block += Lanes)
            {
                var may = MayReach(block, row, at);
                any |= may;
                Ask(row, at, may);
            }
        }

        return any != Vector256<float>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool CountOrAsk(int* block, int left, int right)
    {
        int* leftLabels = _filter!.LeftLabels, rightLabels = _filter.RightLabels;
        int* leftCounts = _filter.LeftCounts, rightCounts = _filter.RightCounts;
        Int8Axis one = _one.Axis, other = _other.Axis;
        Int8Image oneRows = _one.Rows, otherRows = _other.Rows;
        var any = Vector256<float>.Zero;
        float slack = Int8Axis.Slack(_one.Tile.Dim), least = _threshold - slack, surely = _threshold + slack;
        for (int row = left; row < left + Int8Kernel.LeftRows; row++)
        {
            float steps = oneRows.Steps[row], errors = oneRows.ErrorSteps[row];
            for (int at = right; at < right + TDot.Panel; at += Lanes, block += Lanes)
            {
                var sums = Vector256.ConvertToSingle(Vector256.Load(block));
                sums = Vector256.FusedMultiplyAdd(
                    Vector256.Load(other.Along + at), Vector256.Create(one.Off[row]), sums);
                sums = Vector256.FusedMultiplyAdd(
                    Vector256.Load(other.Off + at), Vector256.Create(one.Along[row]), sums);
                var span = Vector256.Load(other.Across + at) * Vector256.Create(errors);
                span = Vector256.FusedMultiplyAdd(
                    Vector256.Load(otherRows.ErrorSteps + at), Vector256.Create(one.Across[row] + errors), span);
                var most = sums + span;
                var step = Vector256.Load(otherRows.Steps + at);
                var sure = Vector256.GreaterThanOrEqual(sums - span, step * Vector256.Create(surely * steps));

                // A floor that nothing reaches is NaN.
                var wanted = Vector256.GreaterThanOrEqual(most, step * Vector256.Create(_oneFloors[row]))
                    | Vector256.GreaterThanOrEqual(most, Vector256.Load(_otherFloors + at) * Vector256.Create(steps));
                var related = Vector256.Equals(
                    Vector256.Load(other.Directions + at), Vector256.Create(one.Directions[row])).AsSingle();
                var connected = Vector256.Equals(Vector256.Load(rightLabels + at), Vector256.Create(leftLabels[row]));
                var counted = Vector256.AndNot(sure & related & connected.AsSingle(), wanted);
                uint lanes = counted.ExtractMostSignificantBits();
                leftCounts[row] += BitOperations.PopCount(lanes);
                (Vector256.Load(rightCounts + at) - counted.AsInt32()).Store(rightCounts + at);
                any |= counted;
                if (lanes == AllLanes) continue;

                var below = Vector256.LessThan(most, step * Vector256.Create(least * steps)) & related;
                var open = Vector256.AndNot(MayReach(block, row, at), counted | below);
                any |= open;
                Ask(row, at, open);
            }
        }

        return any != Vector256<float>.Zero;
    }

    // The bound of the kernel, pair by pair.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<float> MayReach(int* sums, int row, int at) => Int8Kernel.Reach(
        Vector256.Load(sums), _reach + row, _other.Rows.Steps + at, _other.Rows.ErrorSteps + at);

    // Float32 decides.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Ask(int left, int right, Vector256<float> which)
    {
        for (uint lanes = which.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
            Ask(left, right + BitOperations.TrailingZeroCount(lanes));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Ask(int left, int right)
    {
        if (_isDiagonal && left >= right) return;

        float similarity = FloatRow.Dot(_one.FloatsOf(left), _other.FloatsOf(right), _one.Layout.RowFloats);
        if (similarity < _threshold) return;

        int row = _one.Order[left], other = _other.Order[right];
        if (_isDiagonal) _hits.Add(Math.Min(row, other), Math.Max(row, other), similarity);
        else if (_filter is null || _filter.Wants(left, right, similarity)) _hits.Add(row, other, similarity);
        else _filter.Count(left, right);
    }
}
