using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// Decides the pairs of a tile that int8 did not rule out: float32 says what is open, and what is wanted; the rest of
/// the sure ones is counted. See <see cref="Int8Backend"/> for the bounds.
/// </summary>
internal unsafe ref struct Int8Verdict
{
    private const int Lanes = 8;

    private readonly PackedTile _left, _right;
    private readonly Int8Side _one, _other;
    private readonly TileHits _hits;
    private readonly float _threshold;
    private TileFilter? _filter;

    /// <param name="left">The tile's left side.</param>
    /// <param name="right">Its right side.</param>
    /// <param name="threshold">Least similarity.</param>
    /// <param name="hits">Where pairs go.</param>
    public Int8Verdict(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        (_left, _right, _threshold, _hits) = (left, right, threshold, hits);
        (_one, _other) = (new Int8Side(left), new Int8Side(right));
    }

    /// <summary>Asks what the tile's rows want: from now on pairs that nobody wants are only counted.</summary>
    public void Open(TileFilter filter)
    {
        filter.Open(_left.Range, _one.Order, _right.Range, _other.Order);
        _filter = filter;

        // Floors are held against bounds in units of both rows' steps, lowered by what float32 may err.
        float slack = Int8Bounds.Slack(_left.Dim);
        for (int row = 0; row < _left.Rows; row++)
            filter.LeftFloors[row] = (filter.LeftFloors[row] - slack) * _one.Steps[row];
        for (int row = 0; row < _right.Rows; row++)
            filter.RightFloors[row] = (filter.RightFloors[row] - slack) * _other.Steps[row];
    }

    /// <summary>Decides a block.</summary>
    /// <param name="block">[4 × 24] sums.</param>
    /// <param name="left">Its first left row.</param>
    /// <param name="right">Its first right row.</param>
    /// <param name="bounds">The first left row's, see <see cref="Int8Bounds"/>.</param>
    public readonly void Settle(int* block, int left, int right, Int8Bounds* bounds)
    {
        if (_filter is null) AskAll(block, left, right, bounds);
        else CountOrAsk(block, left, right, bounds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AskAll(int* block, int left, int right, Int8Bounds* bounds)
    {
        for (int row = left; row < left + Int8Kernel.LeftRows; row++, bounds++)
        {
            for (int at = right; at < right + Int8Tile.Panel; at += Lanes, block += Lanes)
            {
                var error = Vector256.Load(_other.ErrorSteps + at) * Vector256.Create(bounds->Slope);
                var least = Fma.MultiplySubtract(
                    Vector256.Load(_other.Steps + at), Vector256.Create(bounds->Reach), error);
                Ask(row, at, Vector256.GreaterThanOrEqual(Vector256.ConvertToSingle(Vector256.Load(block)), least));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CountOrAsk(int* block, int left, int right, Int8Bounds* bounds)
    {
        float* leftFloors = _filter!.LeftFloors, rightFloors = _filter.RightFloors;
        int* leftLabels = _filter.LeftLabels, rightLabels = _filter.RightLabels;
        int* leftCounts = _filter.LeftCounts, rightCounts = _filter.RightCounts;
        for (int row = left; row < left + Int8Kernel.LeftRows; row++, bounds++)
        {
            Vector256<float> slope = Vector256.Create(bounds->Slope), reach = Vector256.Create(bounds->Reach);
            for (int at = right; at < right + Int8Tile.Panel; at += Lanes, block += Lanes)
            {
                var sums = Vector256.ConvertToSingle(Vector256.Load(block));
                Vector256<float> step = Vector256.Load(_other.Steps + at);
                var error = Vector256.Load(_other.ErrorSteps + at) * slope;
                var may = Vector256.GreaterThanOrEqual(sums, Fma.MultiplySubtract(step, reach, error));
                if (may == Vector256<float>.Zero) continue;

                // A floor that nothing reaches is NaN.
                var span = Fma.MultiplyAdd(step, Vector256.Create(bounds->Span), error);
                var most = sums + span;
                var sure = Vector256.GreaterThanOrEqual(
                    sums, Fma.MultiplyAdd(step, Vector256.Create(bounds->Sure), span));
                var wanted = Vector256.GreaterThanOrEqual(most, step * Vector256.Create(leftFloors[row]))
                    | Vector256.GreaterThanOrEqual(
                        most, Vector256.Load(rightFloors + at) * Vector256.Create(bounds->Step));
                var connected = Vector256.Equals(Vector256.Load(rightLabels + at), Vector256.Create(leftLabels[row]));
                var counted = Vector256.AndNot(may & sure & connected.AsSingle(), wanted);
                leftCounts[row] += BitOperations.PopCount(counted.ExtractMostSignificantBits());
                (Vector256.Load(rightCounts + at) - counted.AsInt32()).Store(rightCounts + at);
                Ask(row, at, Vector256.AndNot(may, counted));
            }
        }
    }

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
        if (similarity >= _threshold) _hits.Add(_one.Order[left], _other.Order[right], similarity);
    }
}
