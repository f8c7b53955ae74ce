using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// Decides the pairs of a tile that int8 did not rule out: float32 says what is open, and what is wanted; the rest of
/// the sure ones is counted. See <see cref="Int8Backend{TDot}"/> for the bounds.
/// </summary>
internal unsafe ref struct Int8Verdict
{
    private const int Lanes = 8;

    private readonly Int8Side _one, _other;
    private readonly TileHits _hits;
    private readonly Int8Reach* _reach;
    private readonly Int8Axis _oneAxis, _otherAxis;
    private readonly float _threshold;
    private TileFilter? _filter;
    private float[] _direction = [];

    /// <param name="one">The tile's left side.</param>
    /// <param name="other">Its right side.</param>
    /// <param name="reach">[left rows], see <see cref="Int8Reach"/>.</param>
    /// <param name="axes">Memory for an <see cref="Int8Axis"/> of either side, zeros.</param>
    /// <param name="threshold">Least similarity.</param>
    /// <param name="hits">Where pairs go.</param>
    public Int8Verdict(
        in Int8Side one, in Int8Side other, Int8Reach* reach, float* axes, float threshold, TileHits hits)
    {
        (_one, _other, _threshold, _hits) = (one, other, threshold, hits);
        _reach = reach;
        _oneAxis = new Int8Axis(one, axes);
        _otherAxis = new Int8Axis(other, axes + Int8Axis.Floats(one.Layout.Rows));
    }

    /// <summary>Asks what the tile's rows want: from now on pairs that nobody wants are only counted.</summary>
    public void Open(TileFilter filter)
    {
        filter.Open(_one.Tile.Range, _one.Order, _other.Tile.Range, _other.Order);
        _filter = filter;

        _direction = Int8Axis.DirectionOf(_one);
        float slack = Int8Axis.Slack(_one.Tile.Dim);
        for (int row = 0; row < _one.Tile.Rows; row++)
            _oneAxis.Floors[row] = (filter.LeftFloors[row] - slack) * _one.Rows.Steps[row];
        for (int row = 0; row < _other.Tile.Rows; row++)
            _otherAxis.Floors[row] = (filter.RightFloors[row] - slack) * _other.Rows.Steps[row];
    }

    /// <summary>Decides a block.</summary>
    /// <param name="block">[4 × 24] sums.</param>
    /// <param name="left">Its first left row.</param>
    /// <param name="right">Its first right row.</param>
    public readonly void Settle(int* block, int left, int right)
    {
        if (_filter is null) AskAll(block, left, right);
        else CountOrAsk(block, left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AskAll(int* block, int left, int right)
    {
        for (int row = left; row < left + Int8Kernel.LeftRows; row++)
        {
            for (int at = right; at < right + Int8Image.Panel; at += Lanes, block += Lanes)
                Ask(row, at, MayReach(block, row, at));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CountOrAsk(int* block, int left, int right)
    {
        int* leftLabels = _filter!.LeftLabels, rightLabels = _filter.RightLabels;
        int* leftCounts = _filter.LeftCounts, rightCounts = _filter.RightCounts;
        float slack = Int8Axis.Slack(_one.Tile.Dim);
        _oneAxis.Look(left, Int8Kernel.LeftRows, _direction);
        _otherAxis.Look(right, Int8Image.Panel, _direction);
        for (int row = left; row < left + Int8Kernel.LeftRows; row++)
        {
            float steps = _one.Rows.Steps[row], errors = _one.Rows.ErrorSteps[row];
            for (int at = right; at < right + Int8Image.Panel; at += Lanes, block += Lanes)
            {
                var may = MayReach(block, row, at);
                if (may == Vector256<float>.Zero) continue;

                Vector256<float> step = Vector256.Load(_other.Rows.Steps + at);
                var off = Vector256.Load(_other.Rows.ErrorSteps + at);
                var sums = Vector256.ConvertToSingle(Vector256.Load(block));
                sums = Vector256.FusedMultiplyAdd(
                    Vector256.Load(_otherAxis.Along + at), Vector256.Create(_oneAxis.Off[row]), sums);
                sums = Vector256.FusedMultiplyAdd(
                    Vector256.Load(_otherAxis.Off + at), Vector256.Create(_oneAxis.Along[row]), sums);
                var span = Vector256.Load(_otherAxis.Across + at) * Vector256.Create(errors);
                span = Vector256.FusedMultiplyAdd(off, Vector256.Create(_oneAxis.Across[row] + errors), span);
                var most = sums + span;
                may &= Vector256.GreaterThanOrEqual(most, step * Vector256.Create((_threshold - slack) * steps));
                var sure = Vector256.GreaterThanOrEqual(
                    sums - span, step * Vector256.Create((_threshold + slack) * steps));

                // A floor that nothing reaches is NaN.
                var wanted = Vector256.GreaterThanOrEqual(most, step * Vector256.Create(_oneAxis.Floors[row]))
                    | Vector256.GreaterThanOrEqual(
                        most, Vector256.Load(_otherAxis.Floors + at) * Vector256.Create(steps));
                var connected = Vector256.Equals(Vector256.Load(rightLabels + at), Vector256.Create(leftLabels[row]));
                var counted = Vector256.AndNot(may & sure & connected.AsSingle(), wanted);
                leftCounts[row] += BitOperations.PopCount(counted.ExtractMostSignificantBits());
                (Vector256.Load(rightCounts + at) - counted.AsInt32()).Store(rightCounts + at);
                Ask(row, at, Vector256.AndNot(may, counted));
            }
        }
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
        float similarity = FloatRow.Dot(_one.FloatsOf(left), _other.FloatsOf(right), _one.Layout.RowFloats);
        if (similarity < _threshold) return;

        if (_filter is null || _filter.Wants(left, right, similarity))
            _hits.Add(_one.Order[left], _other.Order[right], similarity);
        else _filter.Count(left, right);
    }
}
