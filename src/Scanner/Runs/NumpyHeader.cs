using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Scanner.Runs;

/// <summary>The header of a .npy file that holds a matrix.</summary>
/// <param name="IsHalf">float16; else float32.</param>
/// <param name="Rows">Rows of the matrix.</param>
/// <param name="Dim">Components of a row.</param>
/// <param name="DataStart">Where the first row begins, in bytes.</param>
internal sealed partial record NumpyHeader(bool IsHalf, int Rows, int Dim, int DataStart)
{
    // Numpy aligns the data to 64 bytes: any SIMD load of a mapped file is aligned.
    private const int Alignment = 64;
    private const int PrefixBytes = 10;

    // Numpy writes 128 bytes or so; a longer header describes something else than a matrix of numbers.
    private const int HeaderBytesMax = 4096;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The bytes of a version 1.0 header for a float16 matrix.</summary>
    public static byte[] Bytes(int rows, int dim)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({rows}, {dim}), }}");
        var totalBytes = (PrefixBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[totalBytes];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        bytes[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(totalBytes - PrefixBytes));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(PrefixBytes));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>Reads and checks the header of a file, and that the file is as long as it says.</summary>
    /// <exception cref="ScanException">It is not the header of a float16 or float32 matrix in C order.</exception>
    public static NumpyHeader Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var (text, dataStart) = ReadText(path, stream);
        var header = Parse(path, text, dataStart);
        var expectedBytes = dataStart + (long)header.Rows * header.Dim * (header.IsHalf ? 2 : 4);
        if (stream.Length < expectedBytes)
            throw new ScanException(
                $"{path}: found {stream.Length} bytes, expected {expectedBytes} for shape ({header.Rows}, "
                + $"{header.Dim}). The file is cut off: make it again.");
        return header;
    }

    private static (string Text, int DataStart) ReadText(string path, FileStream stream)
    {
        var prefix = new byte[PrefixBytes + 2];
        var prefixLength = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (prefixLength < prefix.Length || !prefix.AsSpan().StartsWith(Magic))
            throw new ScanException(
                $"{path}: found no .npy file ({Describe(prefix.AsSpan(0, prefixLength))}), expected one as numpy.save "
                + "writes it.");
        // Version 1.0 has a length of two bytes; 2.0 and 3.0 have four.
        var isLong = prefix[6] >= 2;
        var start = isLong ? PrefixBytes + 2 : PrefixBytes;
        var length = isLong
            ? BinaryPrimitives.ReadUInt32LittleEndian(prefix.AsSpan(8))
            : BinaryPrimitives.ReadUInt16LittleEndian(prefix.AsSpan(8));
        if (length > HeaderBytesMax)
            throw new ScanException($"{path}: found a header of {length} bytes, expected at most {HeaderBytesMax}.");
        var bytes = new byte[length];
        stream.Position = start;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new ScanException($"{path}: found the end of the file within the header. Make the file again.");
        return (Encoding.Latin1.GetString(bytes), start + (int)length);
    }

    private static NumpyHeader Parse(string path, string text, int dataStart)
    {
        var type = TypePattern().Match(text);
        var order = OrderPattern().Match(text);
        var shape = ShapePattern().Match(text);
        if (!type.Success || !order.Success || !shape.Success)
            throw new ScanException(
                $"{path}: found the header {text.Trim()}, expected 'descr', 'fortran_order' and 'shape'.");
        if (type.Groups[1].Value is not ("<f2" or "<f4"))
            throw new ScanException(
                $"{path}: found dtype '{type.Groups[1].Value}', expected '<f2' or '<f4'. "
                + "Convert it: array.astype('float16').");
        if (order.Groups[1].Value == "True")
            throw new ScanException(
                $"{path}: found Fortran order, expected C order. Convert it: numpy.ascontiguousarray(array).");
        var sizes = shape.Groups[1].Value.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sizes.Length != 2
            || !int.TryParse(sizes[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            || !int.TryParse(sizes[1], NumberStyles.None, CultureInfo.InvariantCulture, out var dim)
            || dim is < 1 or > Limits.VectorDimMax)
            throw new ScanException(
                $"{path}: found shape ({shape.Groups[1].Value}), expected (rows, dim) with dim from 1 to "
                + $"{Limits.VectorDimMax}.");
        return new NumpyHeader(type.Groups[1].Value == "<f2", rows, dim, dataStart);
    }

    private static string Describe(ReadOnlySpan<byte> start) => start.IsEmpty
        ? "it is empty"
        : $"it begins with {Convert.ToHexStringLower(start[..Math.Min(Magic.Length, start.Length)])}";

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape':\s*\(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
