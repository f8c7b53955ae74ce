using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Scanner.Runs;

/// <summary>
/// Writes the rows of a float16 matrix in order. A file with rows missing is found out when it is opened.
/// </summary>
public sealed class VectorWriter : IDisposable
{
    // 64 Ki components × 2 bytes = 128 KiB: converted and written while still in the L2 cache.
    private const int BufferComponents = 1 << 16;

    private readonly FileStream _stream;
    private readonly Half[] _buffer = new Half[BufferComponents];
    private readonly long _components;
    private readonly int _dim;
    private long _written;

    internal VectorWriter(string path, int rows, int dim)
    {
        _dim = dim;
        _components = (long)rows * dim;
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _stream.Write(NumpyHeader.Bytes(rows, dim));
    }

    /// <summary>Appends rows, rounded to float16.</summary>
    /// <param name="vectors">[any number of rows × dim], row-major.</param>
    /// <exception cref="ArgumentException">Not whole rows, or more than the file was made for.</exception>
    public void WriteRows(ReadOnlySpan<float> vectors)
    {
        Count(vectors.Length);
        while (!vectors.IsEmpty)
        {
            var part = vectors[..Math.Min(vectors.Length, BufferComponents)];
            TensorPrimitives.ConvertToHalf(part, _buffer);
            _stream.Write(MemoryMarshal.AsBytes(_buffer.AsSpan(0, part.Length)));
            vectors = vectors[part.Length..];
        }
    }

    /// <summary>Appends rows as they are.</summary>
    /// <param name="vectors">[any number of rows × dim], row-major.</param>
    /// <exception cref="ArgumentException">Not whole rows, or more than the file was made for.</exception>
    public void WriteRows(ReadOnlySpan<Half> vectors)
    {
        Count(vectors.Length);
        _stream.Write(MemoryMarshal.AsBytes(vectors));
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Count(int components)
    {
        if (components % _dim != 0)
            throw new ArgumentException(
                $"{_stream.Name}: found {components} components, expected a multiple of {_dim}.");
        _written += components;
        if (_written > _components)
            throw new ArgumentException(
                $"{_stream.Name}: found {_written / _dim} rows, expected {_components / _dim}.");
    }
}
