using System.IO.MemoryMappedFiles;
using System.Numerics.Tensors;

namespace Scanner.Runs;

/// <summary>A matrix in a .npy file, mapped into memory. May be read from several threads at once.</summary>
public sealed unsafe class VectorMatrix : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _data;

    internal VectorMatrix(string path, NumpyHeader header)
    {
        Rows = header.Rows;
        Dim = header.Dim;
        IsHalf = header.IsHalf;
        _file = MemoryMappedFile.CreateFromFile(
            path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _data = start + _view.PointerOffset + header.DataStart;
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows { get; }

    /// <summary>Components of a row.</summary>
    public int Dim { get; }

    /// <summary>Whether the file holds float16, not float32.</summary>
    public bool IsHalf { get; }

    /// <summary>Copies rows as float32.</summary>
    /// <param name="firstRow">First row, 0-based.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="destination">At least [count × dim]; the rest is left as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rows outside the matrix.</exception>
    public void CopyRows(int firstRow, int count, Span<float> destination)
    {
        var source = Row(firstRow, count);
        var length = checked(count * Dim);
        if (IsHalf)
            TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(source, length), destination);
        else
            new ReadOnlySpan<float>(source, length).CopyTo(destination);
    }

    /// <summary>Copies rows as float16; a float32 file is rounded.</summary>
    /// <param name="firstRow">First row, 0-based.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="destination">At least [count × dim]; the rest is left as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rows outside the matrix.</exception>
    public void CopyRows(int firstRow, int count, Span<Half> destination)
    {
        var source = Row(firstRow, count);
        var length = checked(count * Dim);
        if (IsHalf)
            new ReadOnlySpan<Half>(source, length).CopyTo(destination);
        else
            TensorPrimitives.ConvertToHalf(new ReadOnlySpan<float>(source, length), destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_data == null)
            return;
        _data = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private byte* Row(int firstRow, int count)
    {
        ObjectDisposedException.ThrowIf(_data == null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)firstRow + count, Rows, nameof(count));
        return _data + (long)firstRow * Dim * (IsHalf ? 2 : 4);
    }
}
