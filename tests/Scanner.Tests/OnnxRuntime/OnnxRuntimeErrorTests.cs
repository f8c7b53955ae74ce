using Microsoft.ML.OnnxRuntime;

namespace Scanner.Tests.OnnxRuntime;

/// <summary>Whatever is wrong ends in an exception that names it, never in a crash of the process.</summary>
public sealed class OnnxRuntimeErrorTests
{
    private static readonly RunOptions Defaults = new();

    [Fact]
    public void A_missing_model_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), "no-such-model.onnx");
        var error = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(path));
        Assert.Contains("NoSuchFile", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-model.onnx", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(200)]
    public void A_truncated_model_is_refused(int length) =>
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(TinyModel.Bytes[..length]));

    [Fact]
    public void Garbage_is_refused()
    {
        var garbage = new byte[4096];
        new Random(1).NextBytes(garbage);
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(garbage));
    }

    [Fact]
    public void An_unknown_input_is_named()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2], [1, 2]);
        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(Defaults, ["z"], [x], ["y"]));
        Assert.Contains("'z'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_output_is_named()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2], [1, 2]);
        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(Defaults, ["x"], [x], ["z"]));
        Assert.Contains("'z'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_of_the_wrong_type_is_refused()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory([1.0, 2], [1, 2]);
        using var rows = OrtValue.CreateTensorValueFromMemory([0L], [1]);
        Assert.Throws<OnnxRuntimeException>(() => session.Run(Defaults, ["x", "rows"], [x, rows], ["y"]));
    }

    [Fact]
    public void An_input_of_the_wrong_shape_is_refused()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2, 3], [1, 3]);
        using var rows = OrtValue.CreateTensorValueFromMemory([0L], [1]);
        Assert.Throws<OnnxRuntimeException>(() => session.Run(Defaults, ["x", "rows"], [x, rows], ["y"]));
    }

    [Fact]
    public void A_row_outside_the_table_is_refused()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2], [1, 2]);
        using var rows = OrtValue.CreateTensorValueFromMemory([7L], [1]);
        Assert.Throws<OnnxRuntimeException>(() => session.Run(Defaults, ["x", "rows"], [x, rows], ["picked"]));
    }

    [Fact]
    public void Names_and_values_must_be_as_many()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        Assert.Throws<ArgumentException>(() => session.Run(Defaults, ["x"], [], ["y"]));
    }

    [Fact]
    public void A_shape_larger_than_its_memory_is_refused() =>
        Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new float[3], [2, 2]));

    [Fact]
    public void A_type_that_no_tensor_has_is_refused() =>
        Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new decimal[1], [1]));

    [Fact]
    public void Elements_are_read_only_as_what_they_are()
    {
        using var value = OrtValue.CreateTensorValueFromMemory([1f, 2], [2]);
        Assert.Throws<OnnxRuntimeException>(() => value.GetTensorDataAsSpan<int>().Length);
        Assert.Equal(8, value.GetTensorDataAsSpan<byte>().Length);
    }
}
