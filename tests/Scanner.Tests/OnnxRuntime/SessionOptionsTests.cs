using Microsoft.ML.OnnxRuntime;

namespace Scanner.Tests.OnnxRuntime;

public sealed class SessionOptionsTests
{
    [Fact]
    public void Options_keep_what_was_set_and_a_session_takes_them()
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 2,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            ExecutionMode = ExecutionMode.ORT_PARALLEL,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            LogId = "tiny",
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        Assert.Equal((2, 1), (options.IntraOpNumThreads, options.InterOpNumThreads));
        Assert.Equal(GraphOptimizationLevel.ORT_ENABLE_BASIC, options.GraphOptimizationLevel);
        Assert.Equal(ExecutionMode.ORT_PARALLEL, options.ExecutionMode);
        Assert.False(options.EnableCpuMemArena || options.EnableMemoryPattern);
        using var session = new InferenceSession(TinyModel.Bytes, options);
        Assert.Equal(2, session.OutputMetadata.Count);
    }

    [Fact]
    public void Defaults_are_the_librarys()
    {
        using var options = new SessionOptions();
        Assert.Equal((0, 0), (options.IntraOpNumThreads, options.InterOpNumThreads));
        Assert.Equal(GraphOptimizationLevel.ORT_ENABLE_ALL, options.GraphOptimizationLevel);
        Assert.True(options.EnableCpuMemArena && options.EnableMemoryPattern);
    }

    [SkippableFact]
    public void Cuda_that_does_not_work_is_an_error()
    {
        using var options = new SessionOptions();
        var error = Record.Exception(() => options.AppendExecutionProvider_CUDA(0));
        Skip.If(error is null, "CUDA works here");
        // The official package's CPU library lacks the function that would say so.
        Assert.True(error is OnnxRuntimeException or EntryPointNotFoundException, error.ToString());
    }

    [Fact]
    public void Unknown_options_of_CUDA_are_an_error()
    {
        var error = Record.Exception(() =>
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new() { ["no_such_option"] = "1" });
        });
        Assert.IsType<OnnxRuntimeException>(error);
    }

    [Fact]
    public void A_provider_that_is_not_there_is_an_error()
    {
        using var options = new SessionOptions();
        var settings = new Dictionary<string, string> { ["key"] = "value" };
        var error = Assert.Throws<OnnxRuntimeException>(() => options.AppendExecutionProvider("NoSuch", settings));
        Assert.Contains("NoSuch", error.Message, StringComparison.Ordinal);
    }
}
