using System.Numerics.Tensors;
using Scanner.Join;

namespace Scanner.Cluster;

/// <summary>The rows of a component that have no medoid yet and neighbours that the join did not store.</summary>
internal sealed class OpenRows
{
    // Fewer rows than this are compared faster by one thread than by two.
    private const int ThreadRowsMin = 1024;

    private readonly Action<int, Span<float>> _copyRow;
    private readonly int _dim;
    private readonly int[] _rows;
    private readonly float[][] _vectors;
    private int _count;

    /// <param name="members">Rows of the component.</param>
    /// <param name="stored">The pairs that the join stored.</param>
    /// <param name="copyRow">Writes the unit vector of a row.</param>
    /// <param name="dim">Floats of a vector.</param>
    public OpenRows(ReadOnlySpan<int> members, PairTable stored, Action<int, Span<float>> copyRow, int dim)
    {
        (_copyRow, _dim) = (copyRow, dim);
        _rows = [.. members.ToArray().Where(row => !stored.IsWhole(row))];
        _count = _rows.Length;
        _vectors = [.. _rows.Select(VectorOf)];
    }

    /// <summary>Gives a medoid all rows that are similar to it, and forgets those that have one by now.</summary>
    /// <param name="medoid">Row of the medoid.</param>
    /// <param name="medoids">[rows of the run] medoids given so far, −1 where there is none; receives more.</param>
    /// <param name="similarityMin">Least cosine similarity.</param>
    /// <param name="threads">Threads at most.</param>
    public void GiveTo(int medoid, int[] medoids, float similarityMin, int threads)
    {
        var center = VectorOf(medoid);
        var parts = Math.Clamp(_count / ThreadRowsMin, 1, threads);
        var left = new int[parts];
        Parallel.For(0, parts, part =>
            left[part] = Compare(center, medoid, medoids, similarityMin, Start(part), Start(part + 1)));
        var count = 0;
        for (var part = 0; part < parts; part++)
        {
            Array.Copy(_rows, Start(part), _rows, count, left[part]);
            Array.Copy(_vectors, Start(part), _vectors, count, left[part]);
            count += left[part];
        }

        _count = count;

        int Start(int part) => (int)((long)_count * part / parts);
    }

    // Moves those of [first, end) that stay open to the front of it, and returns how many they are.
    private int Compare(float[] center, int medoid, int[] medoids, float similarityMin, int first, int end)
    {
        var kept = first;
        for (var i = first; i < end; i++)
        {
            var (row, vector) = (_rows[i], _vectors[i]);
            if (medoids[row] >= 0) continue;

            if (TensorPrimitives.Dot<float>(center, vector) >= similarityMin)
            {
                medoids[row] = medoid;
            }
            else
            {
                (_rows[kept], _vectors[kept]) = (row, vector);
                kept++;
            }
        }

        return kept - first;
    }

    private float[] VectorOf(int row)
    {
        var vector = new float[_dim];
        _copyRow(row, vector);
        return vector;
    }
}
