using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class DeviceTests
{
    private static bool HasCuda => DeviceList.Try(ModelFolder.Open("default"))[0].IsUsable;

    [Theory]
    [InlineData("auto", null)]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:3", "cuda:3")]
    [InlineData("cuda:2,0", "cuda:2")]
    [InlineData("opencl", "cpu")]
    [InlineData("webgpu", "webgpu")]
    public void Names(string text, string? device) =>
        Assert.Equal(device, DeviceChoice.Parse(text).ModelDevice?.ToString());

    [Theory]
    [InlineData("auto", "auto")]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:2,0", "cuda:2,0")]
    [InlineData("opencl:1", "opencl:1")]
    [InlineData("webgpu", "webgpu")]
    public void A_choice_reads_as_it_is_written(string text, string written) =>
        Assert.Equal(written, DeviceChoice.Parse(text).ToString());

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:-1")]
    [InlineData("CPU")]
    [InlineData("webgpu:0")]
    [InlineData("cuda:")]
    [InlineData("cuda:1,1")]
    [InlineData("cuda:0,")]
    public void Other_names_are_refused(string text) =>
        Expect.Error<ScanException>(() => DeviceChoice.Parse(text), $"--device {text}", "auto, cpu, cuda, cuda:N");

    [Fact]
    public void The_list_ends_with_the_cpu_which_works()
    {
        var states = DeviceList.Try(ModelFolder.Open("default"));
        Assert.Equal(("cuda:0", "webgpu", "cpu"), (states[0].Name, states[^2].Name, states[^1].Name));
        Assert.True(states[^1].IsUsable);
        Assert.Contains("ran default with ONNX Runtime 1.", states[^1].Why, StringComparison.Ordinal);
        Assert.All(states, state => Assert.NotEmpty(state.Why));
    }

    [SkippableFact]
    public void Why_cuda_is_not_usable_is_one_plain_sentence()
    {
        Skip.If(HasCuda, "CUDA works here");
        var why = DeviceList.Try(ModelFolder.Open("default"))[0].Why;
        Assert.DoesNotContain("--device", why, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', why);
        Skip.IfNot(why.Contains("CPU package", StringComparison.Ordinal), "this is a build for CUDA");
        Assert.Equal(
            "this build holds the CPU package of ONNX Runtime, which knows no CUDA (build with -p:Gpu=true)", why);
    }

    [SkippableFact]
    public void Asking_for_cuda_where_it_does_not_work_says_what_is_missing()
    {
        Skip.If(HasCuda, "CUDA works here");
        var model = ModelFolder.Open("default");
        Expect.Error<ScanException>(
            () => TextEmbedder.Open(model, "cuda", 1), "--device cuda:0", "-p:Gpu=true", "driver");
        using var embedder = TextEmbedder.Open(model, "auto", 1);
        Assert.Equal("cpu", embedder.Device);
        Assert.StartsWith("cuda:0: ", embedder.FellBack, StringComparison.Ordinal);
        using var chosen = TextEmbedder.Open(model, "cpu", 1);
        Assert.Null(chosen.FellBack);
    }

    [SkippableFact]
    public void Asking_for_webgpu_where_it_does_not_work_says_what_is_missing()
    {
        var model = ModelFolder.Open("default");
        var state = DeviceList.Try(model, Device.WebGpu);
        Skip.If(state.IsUsable, "WebGPU works here");
        Assert.DoesNotContain('\n', state.Why);
        Assert.DoesNotContain(".cc", state.Why, StringComparison.Ordinal);
        Expect.Error<ScanException>(
            () => TextEmbedder.Open(model, "webgpu", 1), "--device webgpu", state.Why, "Vulkan", "leave --device out");

        // A second try finds the same, and the processor works as before.
        Assert.Equal(state, DeviceList.Try(model, Device.WebGpu));
        using var cpu = TextEmbedder.Open(model, "cpu", 1);
        Assert.Equal(1, cpu.Embed(["grade the answer"], new float[cpu.Dim]).Texts);
    }

    [Fact]
    public void A_damaged_model_is_not_blamed_on_the_device()
    {
        using var temp = new TempFolder();
        var model = ModelFolder.Open(new TinyModel { Inputs = ["ids"] }.Write(temp["model"]));
        foreach (var device in (string[])["auto", "cpu", "cuda", "webgpu"])
            Expect.Error<ScanException>(() => TextEmbedder.Open(model, device, 1), "found inputs ids");
    }

    [SkippableFact]
    public void Cuda_and_cpu_agree()
    {
        Skip.IfNot(HasCuda, "CUDA does not work here");
        string[] texts = ["grade the answer", "write a poem about the sea", ""];
        using var cuda = TextEmbedder.Open(ModelFolder.Open("default"), "cuda", 1);
        using var cpu = TextEmbedder.Open(ModelFolder.Open("default"), "cpu", 1);
        var (left, right) = (new float[texts.Length * cuda.Dim], new float[texts.Length * cpu.Dim]);
        cuda.Embed(texts, left);
        cpu.Embed(texts, right);
        Assert.Contains(left, value => value != 0);
        for (var i = 0; i < left.Length; i++)
            Assert.Equal(right[i], left[i], 1e-5);
    }
}
