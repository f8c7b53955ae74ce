using System.Runtime.InteropServices;
using System.Text;
using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class VectorFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 384)]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(33, 17)]
    [InlineData(1000, 384)]
    public void Rows_come_back_as_they_went(int rows, int dim)
    {
        var vectors = Vectors(rows, dim);
        VectorFile.Write(_temp["v.npy"], vectors, dim);
        using var matrix = VectorFile.Open(_temp["v.npy"]);
        Assert.Equal((rows, dim), (matrix.Rows, matrix.Dim));
        var found = new float[rows * dim];
        matrix.CopyRows(0, rows, found);
        Assert.Equal(vectors, found);
    }

    [Fact]
    public void Rows_may_be_written_in_parts_and_read_from_the_middle()
    {
        var vectors = Vectors(10, 3);
        using (var writer = VectorFile.Create(_temp["v.npy"], 10, 3))
        {
            writer.WriteRows(vectors.AsSpan(0, 12));
            writer.WriteRows(Array.ConvertAll(vectors[12..], value => (Half)value));
        }
        using var matrix = VectorFile.Open(_temp["v.npy"]);
        var found = new float[6];
        matrix.CopyRows(4, 2, found);
        Assert.Equal(vectors[12..18], found);
        var halves = new Half[6];
        matrix.CopyRows(4, 2, halves);
        Assert.Equal(found, Array.ConvertAll(halves, value => (float)value));
    }

    [Fact]
    public void Rows_outside_the_matrix_are_refused()
    {
        VectorFile.Write(_temp["v.npy"], Vectors(4, 2), 2);
        using var matrix = VectorFile.Open(_temp["v.npy"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows(3, 2, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows(-1, 1, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows(int.MaxValue, int.MaxValue, new float[4]));
        Assert.Throws<ArgumentException>(() => matrix.CopyRows(0, 4, new float[7]));
    }

    [Fact]
    public void A_writer_takes_whole_rows_and_no_more_than_it_was_made_for()
    {
        using var writer = VectorFile.Create(_temp["v.npy"], 2, 3);
        Assert.Throws<ArgumentException>(() => writer.WriteRows(new float[4]));
        Assert.Throws<ArgumentException>(() => writer.WriteRows(new float[9]));
    }

    [Fact]
    public void The_header_is_numpys()
    {
        VectorFile.Write(_temp["v.npy"], Vectors(3, 4), 4);
        var bytes = File.ReadAllBytes(_temp["v.npy"]);
        Assert.Equal(128 + 3 * 4 * 2, bytes.Length);
        Assert.Equal(
            "?NUMPY\u0001\0v\0{'descr': '<f2', 'fortran_order': False, 'shape': (3, 4), }",
            Encoding.ASCII.GetString(bytes, 0, 128).TrimEnd());
        Assert.Equal((byte)'\n', bytes[127]);
    }

    [Fact]
    public void Float32_files_are_read()
    {
        Save("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
            MemoryMarshal.AsBytes<float>([1, 2, 3, 4]).ToArray());
        using var matrix = VectorFile.Open(_temp["v.npy"]);
        var found = new float[4];
        matrix.CopyRows(0, 2, found);
        Assert.Equal([1, 2, 3, 4], found);
    }

    [Theory]
    [InlineData("'<f8'", "False", "(1, 1)", "found dtype '<f8', expected '<f2' or '<f4'")]
    [InlineData("'>f2'", "False", "(1, 1)", "found dtype '>f2'")]
    [InlineData("'<f2'", "True", "(1, 1)", "found Fortran order, expected C order")]
    [InlineData("'<f2'", "False", "(4,)", "found shape (4,), expected (rows, dim)")]
    [InlineData("'<f2'", "False", "(1, 2, 3)", "found shape (1, 2, 3)")]
    [InlineData("'<f2'", "False", "(1, 0)", "found shape (1, 0)")]
    [InlineData("'<f2'", "False", "(5, 1)", "found 136 bytes, expected 138 for shape (5, 1)")]
    [InlineData("[('a', '<f2')]", "False", "(1, 1)", "expected 'descr'")]
    public void A_header_that_does_not_fit_is_named(string type, string isFortran, string shape, string expected)
    {
        Save($"{{'descr': {type}, 'fortran_order': {isFortran}, 'shape': {shape}, }}", new byte[8]);
        Expect.Error<ScanException>(() => VectorFile.Open(_temp["v.npy"]), _temp["v.npy"], expected);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("PAR1 and more than that", "it begins with 504152312061")]
    public void Another_format_is_named(string content, string expected)
    {
        File.WriteAllText(_temp["v.npy"], content);
        Expect.Error<ScanException>(() => VectorFile.Open(_temp["v.npy"]), _temp["v.npy"], expected);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        Expect.Error<ScanException>(() => VectorFile.Open(_temp["none.npy"]), "none.npy");
        Expect.Error<ScanException>(() => VectorFile.Open(_temp.Path), _temp.Path);
    }

    // Small multiples of 1/8 are exact in float16.
    private static float[] Vectors(int rows, int dim) =>
        [.. Enumerable.Range(0, rows * dim).Select(i => (i % 201 - 100) / 8f)];

    private void Save(string header, byte[] data)
    {
        var bytes = new byte[128 + data.Length];
        new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0 }.CopyTo(bytes, 0);
        Encoding.ASCII.GetBytes(header.PadRight(117) + "\n").CopyTo(bytes, 10);
        data.CopyTo(bytes, 128);
        File.WriteAllBytes(_temp["v.npy"], bytes);
    }
}
