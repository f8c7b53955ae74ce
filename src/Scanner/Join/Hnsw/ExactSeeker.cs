using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join.Hnsw;

/// <summary>
/// Finds the nearest rows of an index by comparing all of them. Upper bytes rule out most rows, as in
/// <see cref="Int8Backend{TDot}"/>: with q and r the int8 of two rows, s and t their steps, the similarity is at most
/// s t (q r) + e |y| + (|x| + e) f, where e and f bound how far the rows lie from their int8. Belongs to one thread.
/// </summary>
internal sealed unsafe class ExactSeeker(HnswIndex index) : IDisposable
{
    private readonly sbyte* _query = (sbyte*)NativeMemory.AlignedAlloc((nuint)index.Vectors.Stride, 64);
    private readonly float[] _scratch = new float[index.Dim];
    private readonly BestList _best = new();

    /// <summary>The <paramref name="top"/> nearest rows, by the similarity of stored rows with this one.</summary>
    /// <param name="values">[dim], of unit length or zero.</param>
    /// <param name="top">Rows to find, at least 1.</param>
    public BestList Seek(ReadOnlySpan<float> values, int top)
    {
        var rows = index.Vectors;
        _best.Clear(top);
        var (shift, step) = rows.Ask(values, _query);
        if (step == 0) return _best;

        // A rounded component is off by half a step at most; a thousandth more makes up for these operations.
        float half = 0.5005f * MathF.Sqrt(index.Dim), error = half * step;
        float slope = (UnitRows.LengthMax + error) * half, least = float.NegativeInfinity;
        for (int row = 0; row < rows.Count; row += 4)
        {
            int last = rows.Count - 1;
            var products = Int8Dot.Four(
                _query, rows.UpperOf(row), rows.UpperOf(Math.Min(row + 1, last)), rows.UpperOf(Math.Min(row + 2, last)),
                rows.UpperOf(Math.Min(row + 3, last)), rows.Stride) - Vector128.Create(shift);
            for (int i = 0; i < 4 && row + i <= last; i++)
            {
                float other = rows.Steps.Data[row + i];
                float most = step * other * products[i] + error * UnitRows.LengthMax + slope * other;
                if (most < least || other == 0 || index.Graph.IsRemoved(row + i)) continue;

                float similarity = rows.Similarity(row + i, values, _scratch);
                _best.Offer(_best.Key(similarity, row + i, isRemoved: false));
                if (_best.Count == top) least = BestList.Similarity(_best.Keys[^1]);
            }
        }

        return _best;
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_query);
}
