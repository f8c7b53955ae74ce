using Scanner.Runs;

namespace Scanner.Join;

/// <summary>A matrix that hands out rows: in memory, or a file mapped into it.</summary>
/// <param name="Name">What errors call it: a file, or "matrix".</param>
/// <param name="Rows">Rows of the matrix.</param>
/// <param name="Dim">Length of a row.</param>
/// <param name="Copy">Copies rows; called from several threads at a time.</param>
public sealed record RowSource(string Name, int Rows, int Dim, RowSource.CopyRows Copy)
{
    /// <summary>Copies rows as float32.</summary>
    /// <param name="firstRow">The first row, 0-based.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">[count × dim], row-major.</param>
    public delegate void CopyRows(int firstRow, int count, Span<float> destination);

    /// <summary>Copies rows as float16.</summary>
    /// <param name="firstRow">The first row, 0-based.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">[count × dim], row-major.</param>
    public delegate void CopyHalfRows(int firstRow, int count, Span<Half> destination);

    /// <summary>Copies rows as they are where they are float16; null where they are not.</summary>
    public CopyHalfRows? CopyHalf { get; init; }

    /// <summary>Rows at equal distances.</summary>
    /// <param name="count">How many.</param>
    /// <param name="part">By how much of a distance the first one lies behind the matrix's first, below 1.</param>
    /// <returns>[count × dim], row-major.</returns>
    public float[] Sample(int count, double part = 0)
    {
        var sample = new float[count * Dim];
        for (int i = 0; i < count; i++) Copy((int)((i + part) * Rows / count), 1, sample.AsSpan(i * Dim, Dim));
        return sample;
    }

    /// <summary>A matrix in memory.</summary>
    /// <param name="values">[rows × dim] float32, row-major.</param>
    /// <param name="dim">Length of a row.</param>
    public static RowSource Of(float[] values, int dim) => new(
        "matrix", values.Length / dim, dim,
        (firstRow, count, destination) => values.AsSpan(firstRow * dim, count * dim).CopyTo(destination));

    /// <summary>A matrix in a file; the caller keeps it open.</summary>
    public static RowSource Of(VectorMatrix matrix, string name) =>
        new(name, matrix.Rows, matrix.Dim, matrix.CopyRows) { CopyHalf = matrix.IsHalf ? matrix.CopyRows : null };
}
