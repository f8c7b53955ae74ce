using System.Buffers;
using System.Numerics.Tensors;

namespace Scanner.Join;

/// <summary>
/// An order of a tile's rows in which similar ones stand together: those that resemble the same landmark most, or
/// landmarks of one family, the most similar to it first. Where a template's rows, or a topic's, lie scattered, nearly
/// every block of a tile may hold a pair; in this order few blocks may, and the others are ruled out as a whole.
/// </summary>
/// <remarks>Landmarks are the means of spherical k-means (Dhillon and Modha, Machine Learning 42, 2001).</remarks>
internal sealed class Int8Order
{
    // A landmark's rows then fill about half a panel of a tile; twice as many separate topics no better.
    private const int Landmarks = 2 * FloatMatrix.Columns;

    // Landmarks that are rows and stay there let a quarter more blocks pass; further rounds change nothing.
    private const int Rounds = 3;

    // Likenesses lie between -1 and 1: landmarks apart by more do not mix.
    private const float Apart = 4;

    // Landmarks that are as alike as this lie in one large family.
    private const float FamilySimilarity = 0.8f;

    private readonly float[] _landmarks;
    private readonly float[] _columns;
    private readonly int _dim;

    // [landmarks] the number of its family; [landmarks] the families' directions, null where there are fewer.
    private readonly int[] _familyOf = [.. Enumerable.Range(0, Landmarks)];
    private readonly float[]?[] _directions = new float[Landmarks][];

    private Int8Order(float[] landmarks, int dim)
    {
        (_landmarks, _columns, _dim) = (landmarks, FloatMatrix.Transposed(landmarks, dim), dim);
        for (int i = 0; i < Landmarks; i++)
        {
            int alike = 0;
            while (alike < i && TensorPrimitives.Dot(Landmark(i), Landmark(alike)) < FamilySimilarity) alike++;
            int family = _familyOf[i] = _familyOf[alike];
            var direction = _directions[family] ??= new float[dim];
            TensorPrimitives.Add(direction, Landmark(i), direction);
        }

        foreach (var direction in _directions)
        {
            if (direction is null) continue;

            float norm = TensorPrimitives.Norm<float>(direction);
            if (norm > 0) TensorPrimitives.Divide(direction, norm, direction);
        }
    }

    /// <summary>An order that suits rows like some.</summary>
    /// <param name="rows">[count × dim], at least one row.</param>
    /// <param name="dim">Length of a row.</param>
    public static Int8Order Of(ReadOnlySpan<float> rows, int dim)
    {
        var landmarks = new float[Landmarks * dim];
        long count = rows.Length / dim;
        for (int i = 0; i < Landmarks; i++)
            rows.Slice((int)(i * count / Landmarks) * dim, dim).CopyTo(landmarks.AsSpan(i * dim));
        var order = new Int8Order(landmarks, dim);
        for (int round = 0; round < Rounds; round++) order = order.Moved(rows);
        return order;
    }

    /// <summary>Orders rows; the same rows are ordered alike.</summary>
    /// <param name="rows">[count × dim].</param>
    /// <param name="order">[count] receives for each place the row that goes there.</param>
    /// <param name="families">[count] receives for each place the number of the row's family.</param>
    public void Fill(ReadOnlySpan<float> rows, Span<int> order, Span<int> families)
    {
        var rented = ArrayPool<float>.Shared.Rent(order.Length * (Landmarks + 1));
        var likenesses = rented.AsSpan(0, order.Length * Landmarks);
        var keys = rented.AsSpan(likenesses.Length, order.Length);
        FloatMatrix.Multiply(rows, _columns, Landmarks, likenesses);
        for (int row = 0; row < order.Length; row++)
        {
            var own = likenesses.Slice(row * Landmarks, Landmarks);
            int nearest = TensorPrimitives.IndexOfMax(own);
            keys[row] = Apart * _familyOf[nearest] - own[nearest];
            order[row] = row;
        }

        keys.Sort(order);
        for (int place = 0; place < order.Length; place++)
            families[place] = (int)MathF.Round(keys[place] / Apart);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>
    /// The direction of the landmarks of a family: [dim], a unit vector or zero.
    /// </summary>
    public ReadOnlySpan<float> DirectionOf(int family) => _directions[family];

    private ReadOnlySpan<float> Landmark(int index) => _landmarks.AsSpan(index * _dim, _dim);

    // Landmarks at the means of the rows that resemble them most; one that no row resembles stays.
    private Int8Order Moved(ReadOnlySpan<float> rows)
    {
        int count = rows.Length / _dim;
        var likenesses = new float[count * Landmarks];
        FloatMatrix.Multiply(rows, _columns, Landmarks, likenesses);
        var sums = new float[_landmarks.Length];
        for (int row = 0; row < count; row++)
        {
            int nearest = TensorPrimitives.IndexOfMax(likenesses.AsSpan(row * Landmarks, Landmarks));
            var sum = sums.AsSpan(nearest * _dim, _dim);
            TensorPrimitives.Add(sum, rows.Slice(row * _dim, _dim), sum);
        }

        for (int landmark = 0; landmark < Landmarks; landmark++)
        {
            var mean = sums.AsSpan(landmark * _dim, _dim);
            float norm = TensorPrimitives.Norm<float>(mean);
            if (norm > 0) TensorPrimitives.Divide(mean, norm, mean);
            else _landmarks.AsSpan(landmark * _dim, _dim).CopyTo(mean);
        }

        return new Int8Order(sums, _dim);
    }
}
