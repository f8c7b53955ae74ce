using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Scanner.Tests.Laws;

namespace Scanner.Tests.OnnxRuntime;

/// <summary>
/// What product code asks of ONNX Runtime's API. These tests run the real library, through the official package where
/// it is reachable and through the stand-in elsewhere; they may use only what both have.
/// </summary>
public sealed partial class InferenceSessionTests
{
    private static readonly float[] OneRow = [10, 100];
    private static readonly RunOptions Defaults = new();

    [Fact]
    public void The_version_is_one_that_sends_no_telemetry()
    {
        var range = PackageRange().Match(SourceTree.Read("src/Packages/Versions.props"));
        var version = Version.Parse(OrtEnv.Instance().GetVersionString());
        Assert.True(version >= Version.Parse(range.Groups[1].Value), $"found {version}, expected {range}");
        Assert.True(version < Version.Parse(range.Groups[2].Value), $"found {version}, expected {range}");
    }

    [Fact]
    public void The_cpu_is_always_among_the_providers() =>
        Assert.Contains("CPUExecutionProvider", OrtEnv.Instance().GetAvailableProviders());

    [Fact]
    public void A_model_describes_itself()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        Assert.Equal(["x", "rows"], session.InputNames);
        Assert.Equal(["y", "picked"], session.OutputNames);
        var x = session.InputMetadata["x"];
        Assert.True(x.IsTensor);
        Assert.False(x.IsString);
        Assert.Equal(typeof(float), x.ElementType);
        Assert.Equal(TensorElementType.Float, x.ElementDataType);
        Assert.Equal([-1, 2], x.Dimensions);
        Assert.Equal(["batch", ""], x.SymbolicDimensions);
        Assert.Equal(typeof(long), session.InputMetadata["rows"].ElementType);
        Assert.Equal([-1, 3], session.OutputMetadata["y"].Dimensions);
        Assert.Equal("TinyModel", session.ModelMetadata.ProducerName);
        Assert.Equal("tiny", session.ModelMetadata.GraphName);
        Assert.Equal(42, session.ModelMetadata.Version);
        Assert.Equal("mean", session.ModelMetadata.CustomMetadataMap["pooling"]);
        Assert.Equal("日本語", session.ModelMetadata.CustomMetadataMap["language"]);
    }

    [Fact]
    public void A_run_makes_its_outputs()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 0, 0, 1, 10, 100], [3, 2]);
        using var rows = OrtValue.CreateTensorValueFromMemory([1L, 0, 1], [3]);
        using var results = session.Run(Defaults, ["x", "rows"], [x, rows], ["picked", "y"]);
        Assert.Equal(2, results.Count);
        Assert.Equal([4f, 5, 6, 1, 2, 3, 4, 5, 6], results[0].GetTensorDataAsSpan<float>());
        Assert.Equal([1f, 2, 3, 4, 5, 6, 410, 520, 630], results[1].GetTensorDataAsSpan<float>());
        var info = results[1].GetTensorTypeAndShape();
        Assert.Equal([3L, 3], info.Shape);
        Assert.Equal((9, 2, TensorElementType.Float), (info.ElementCount, info.DimensionsCount, info.ElementDataType));
    }

    [Fact]
    public void A_run_takes_inputs_by_name()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory(OneRow, [1, 2]);
        using var rows = OrtValue.CreateTensorValueFromMemory(Array.Empty<long>(), [0]);
        using var options = new RunOptions();
        var inputs = new Dictionary<string, OrtValue> { ["rows"] = rows, ["x"] = x };
        using var results = session.Run(options, inputs, session.OutputNames);
        Assert.Equal([410f, 520, 630], results[0].GetTensorDataAsSpan<float>());
        Assert.Equal(0, results[1].GetTensorDataAsSpan<float>().Length);
    }

    [Fact]
    public void A_run_writes_into_the_callers_memory()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var x = OrtValue.CreateTensorValueFromMemory(OneRow, [1, 2]);
        using var rows = OrtValue.CreateTensorValueFromMemory([0L], [1]);
        var written = new float[5];
        var middle = written.AsMemory(1, 3);
        using var y = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, middle, [1, 3]);
        session.Run(null, ["x", "rows"], [x, rows], ["y"], [y]);
        Assert.Equal([0f, 410, 520, 630, 0], written);
    }

    [Fact]
    public void A_binding_runs_again_and_again()
    {
        using var session = new InferenceSession(TinyModel.Bytes);
        using var options = new RunOptions();
        using var binding = session.CreateIoBinding();
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 1], [1, 2]);
        using var rows = OrtValue.CreateTensorValueFromMemory([1L], [1]);
        using var y = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, TensorElementType.Float, [1, 3]);
        binding.BindInput("x", x);
        binding.BindInput("rows", rows);
        binding.BindOutput("y", y);
        binding.BindOutputToDevice("picked", OrtMemoryInfo.DefaultInstance);
        session.RunWithBinding(options, binding);
        Assert.Equal([5f, 7, 9], y.GetTensorDataAsSpan<float>());
        x.GetTensorMutableDataAsSpan<float>()[0] = 2;
        using var outputs = session.RunWithBoundResults(options, binding);
        Assert.Equal([6f, 9, 12], y.GetTensorDataAsSpan<float>());
        Assert.Equal([4f, 5, 6], outputs[1].GetTensorDataAsSpan<float>());
    }

    [Fact]
    public void Threads_share_a_session()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(TinyModel.Bytes, options);
        using var rows = OrtValue.CreateTensorValueFromMemory([0L], [1]);
        Parallel.For(0, 200, i =>
        {
            using var x = OrtValue.CreateTensorValueFromMemory([i, 0f], [1, 2]);
            using var results = session.Run(Defaults, ["x", "rows"], [x, rows], ["y"]);
            Assert.Equal([i, 2f * i, 3f * i], results[0].GetTensorDataAsSpan<float>());
        });
    }

    [Fact]
    public void A_path_may_hold_any_letter()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "modèle 模型.onnx");
            File.WriteAllBytes(path, TinyModel.Bytes);
            using var options = new SessionOptions();
            using var session = new InferenceSession(path, options);
            Assert.Equal(2, session.InputMetadata.Count);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [GeneratedRegex(@"(?<=<OnnxRuntimeRange>)\[([\d.]+), ([\d.]+)-0\)(?=</OnnxRuntimeRange>)")]
    private static partial Regex PackageRange();
}
