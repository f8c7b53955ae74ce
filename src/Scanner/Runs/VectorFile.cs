namespace Scanner.Runs;

/// <summary>
/// Matrices as numpy's .npy, version 1.0 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
/// float16 ('&lt;f2') in C order, [rows × dim]; float32 ('&lt;f4') is read too.
/// </summary>
public static class VectorFile
{
    /// <summary>Starts a float16 file of a known shape.</summary>
    /// <param name="path">File to write, replaced where it exists.</param>
    /// <param name="rows">Rows that will be written, at least 0.</param>
    /// <param name="dim">Components of a row, at least 1.</param>
    public static VectorWriter Create(string path, int rows, int dim)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(dim, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dim, Limits.VectorDimMax);
        return new VectorWriter(path, rows, dim);
    }

    /// <summary>Writes a whole matrix as float16.</summary>
    /// <param name="path">File to write, replaced where it exists.</param>
    /// <param name="vectors">[rows × dim], row-major.</param>
    /// <param name="dim">Components of a row, at least 1.</param>
    public static void Write(string path, ReadOnlySpan<float> vectors, int dim)
    {
        using var writer = Create(path, vectors.Length / dim, dim);
        writer.WriteRows(vectors);
    }

    /// <summary>Opens a matrix for reading; it is mapped into memory, not copied.</summary>
    /// <exception cref="ScanException">
    /// No .npy file, another type or order or number of dimensions, or shorter than its shape says.
    /// </exception>
    public static VectorMatrix Open(string path)
    {
        try
        {
            return new VectorMatrix(path, NumpyHeader.Read(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException($"{path}: cannot be read: {error.Message} Expected a .npy file.", error);
        }
    }
}
