using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

/// <summary>Every way in which a model's folder was seen to be wrong, and what is said then.</summary>
public sealed class BadModelTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_name_that_is_no_model() =>
        Fails("no-such-model", "--model no-such-model", "found there: default", "config.json");

    [Theory]
    [InlineData("config.json", "no config.json")]
    [InlineData("model.onnx", "no model.onnx or onnx/model.onnx")]
    [InlineData("tokenizer.json", "neither tokenizer.json nor vocab.txt")]
    public void A_file_is_missing(string file, string message)
    {
        var folder = ModelCopy.Make(_temp["model"]);
        File.Delete(Path.Combine(folder, file));
        Fails(folder, folder, message);
    }

    [Fact]
    public void The_model_is_cut_short()
    {
        var folder = ModelCopy.Make(_temp["model"]);
        var onnx = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(onnx, File.ReadAllBytes(onnx)[..1_000_000]);
        Fails(folder, onnx, "cannot load", "fetch or export it again");
    }

    [Theory]
    [InlineData(
        "tokenizer.json", """{"model":{"type":"WordLevel"}}""", "model.type 'WordLevel'", "expected one of BPE")]
    [InlineData("config.json", """{"hidden_size": 384}""", "256 components", "hidden_size 384")]
    [InlineData("config.json", "[]", "kind Array", "expected an object")]
    [InlineData(
        "tokenizer.json", """{"model":{"type":"HashedWords","buckets":76577}}""", "refused", "model belong together")]
    [InlineData("scanner.json", """{"threshold": 80}""", "threshold 80", "(0, 1]")]
    [InlineData("scanner.json", """{"max_tokens": 1}""", "found 1 as most tokens", "max_tokens")]
    [InlineData("scanner.json", """{"pooling": "sum"}""", "pooling 'sum'", "none, mean, cls, last or max")]
    public void A_file_says_something_wrong(string file, string content, params string[] parts)
    {
        var folder = ModelCopy.Make(_temp["model"]);
        File.WriteAllText(Path.Combine(folder, file), content);
        Fails(folder, [folder, .. parts]);
    }

    [Fact]
    public void The_inputs_have_other_names() =>
        Fails(
            new TinyModel { Inputs = ["input_ids", "pixel_values"] },
        "found inputs input_ids, pixel_values", "attention_mask");

    [Fact]
    public void There_are_no_ids() =>
        Fails(new TinyModel { Inputs = ["ids"] }, "found inputs ids", "expected input_ids");

    [Fact]
    public void Nothing_says_how_to_pool() =>
        Fails(new TinyModel { PoolingConfig = null }, "1_Pooling/config.json", "scanner.json");

    [Fact]
    public void The_vocabulary_is_longer_than_the_table() =>
        Fails(new TinyModel { Rows = [1, 0, 0, 0, 2, 0] }, "onnx/model.onnx", "refused", "belong together");

    [Fact]
    public void The_operators_are_of_a_set_that_is_not_known() =>
        Fails(new TinyModel { OperatorSet = 99 }, "onnx/model.onnx", "pset 99", "a lower opset, 17 for one");

    [Theory]
    [InlineData("1", "8", "[1, 8]")]
    [InlineData("batch", "8", "[-1, 8]")]
    public void The_axes_have_the_size_that_the_exporter_saw(string batch, string tokens, string shape) =>
        Fails(new TinyModel { Shape = [batch, tokens] }, "input_ids", shape, "dynamic axes");

    [Fact]
    public void The_weights_asked_for_are_not_there()
    {
        var folder = new TinyModel().Write(_temp["model"]);
        Expect.Error<ScanException>(
            () => ModelFolder.Open(folder, precision: "fp16"), "no model with fp16 weights", "model_fp16.onnx");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void More_components_are_asked_for_than_there_are(int dim)
    {
        var folder = new TinyModel().Write(_temp["model"]);
        Expect.Error<ScanException>(
            () => TextEmbedder.Open(ModelFolder.Open(folder, dim), "cpu", 1), $"--dim {dim}", "3 components", "1 to 3");
    }

    [Theory]
    [InlineData(
        "modules.json", """[{"type": "sentence_transformers.models.Dense"}]""", "models.Dense", "after pooling")]
    [InlineData("modules.json", "{}", "kind Object", "expected an array")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_weightedmean_tokens": true}""", "0 ways of pooling")]
    [InlineData(
        "1_Pooling/config.json", """{"pooling_mode_mean_tokens": true, "pooling_mode_max_tokens": true}""",
        "2 ways of pooling", "Set pooling in scanner.json")]
    [InlineData(
        "config_sentence_transformers.json", """{"default_prompt_name": "query", "prompts": {}}""",
        "no prompt 'query'", "set prefix in scanner.json")]
    public void What_sentence_transformers_say_is_not_supported(string file, string content, params string[] parts)
    {
        var folder = new TinyModel().Write(_temp["model"]);
        File.WriteAllText(Path.Combine(folder, file), content);
        Fails(folder, [folder, .. parts]);
    }

    [Fact]
    public void A_layer_after_pooling_is_not_ignored()
    {
        var folder = new TinyModel().Write(_temp["model"]);
        Directory.CreateDirectory(Path.Combine(folder, "2_Dense"));
        Fails(folder, "2_Dense", "not supported");
    }

    [Fact]
    public void The_last_id_gives_no_number()
    {
        float[] rows = [1, 0, 0, 0, 2, 0, 0, 0, 3, 4, 4, 0, -5, float.NaN, 5];
        Fails(new TinyModel { Rows = rows }, "gave NaN", "finite");
    }

    [Fact]
    public void One_text_gives_no_number()
    {
        float[] rows = [1, 0, 0, 0, 2, 0, 0, 0, 3, 4, float.PositiveInfinity, 0, -5, 0, 5];
        using var embedder = Open(new TinyModel { Rows = rows }.Write(_temp["model"]));
        Expect.Error<ScanException>(
            () => embedder.Embed(["you", "hello you", "you you"], new float[9]),
            "not finite", "\"hello you\"", "4 tokens");
    }

    private void Fails(TinyModel model, params string[] parts) => Fails(model.Write(_temp["model"]), parts);

    private static void Fails(string model, params string[] parts) =>
        Expect.Error<ScanException>(() => Open(model), parts);

    private static TextEmbedder Open(string model) => TextEmbedder.Open(ModelFolder.Open(model), "cpu", 1);
}
