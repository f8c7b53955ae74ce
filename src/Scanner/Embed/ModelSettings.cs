using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// What a model's folder says of how texts are embedded: scanner.json first, then what sentence-transformers and
/// transformers leave.
/// </summary>
internal sealed class ModelSettings
{
    // What BERT-like models take where nothing is said.
    private const int TokensMaxUsual = 512;

    // transformers writes 10^30 where it does not know.
    private const long TokensMaxKnown = 1 << 24;

    private readonly string _path;
    private readonly JsonFile? _own;
    private readonly JsonFile _config;

    private ModelSettings(string path, JsonFile config) =>
        (_path, _config, _own) = (path, config, JsonFile.Find(path, "scanner.json"));

    /// <summary>The settings of a folder; null where it has no config.json.</summary>
    public static ModelSettings? Of(string path) =>
        JsonFile.Find(path, "config.json") is { } config ? new ModelSettings(path, config) : null;

    /// <summary>The model's name.</summary>
    public string Name => _own?.Text("name") ?? Path.GetFileName(_path);

    /// <summary>Components of the model's output as config.json says; null where it does not.</summary>
    public long? Dim => _config.Integer("hidden_size") ?? _config.Integer("dim") ?? _config.Integer("d_model");

    /// <summary>What is put before every text: scanner.json's, else the prompt that the model names as its usual one.
    /// </summary>
    public string Prefix()
    {
        if (_own?.Text("prefix") is { } prefix)
        {
            return prefix;
        }

        var file = JsonFile.Find(_path, "config_sentence_transformers.json");
        return file?.Text("default_prompt_name") is not { } name ? "" : file.Text("prompts", name)
            ?? throw new ScanException(
                $"{file.Path}: found no prompt '{name}', which default_prompt_name names, expected it in prompts. Add "
                + "it, or set prefix in scanner.json.");
    }

    /// <summary>Least similarity of near-duplicates; null where nothing is said.</summary>
    /// <exception cref="ScanException">It is out of range.</exception>
    public double? Threshold() => _own?.Number("threshold") switch
    {
        null => null,
        > 0 and <= 1 and var threshold => threshold,
        var other => throw new ScanException(
            $"{_own!.Path}: found threshold {other}, expected a number in (0, 1]. Correct it."),
    };

    /// <summary>Most tokens of a text.</summary>
    /// <exception cref="ScanException">It is out of range.</exception>
    public int TokensMax()
    {
        var tokensMax = _own?.Integer("max_tokens")
            ?? JsonFile.Find(_path, "sentence_bert_config.json")?.Integer("max_seq_length") ?? Positions();
        return tokensMax is >= 2 and <= Limits.TextTokensMax
            ? (int)tokensMax
            : throw new ScanException(
                $"{_path}: found {tokensMax} as most tokens of a text, expected 2 to {Limits.TextTokensMax}. Set "
                + "max_tokens in scanner.json.");
    }

    /// <summary>How tokens become one vector; null where nothing is said.</summary>
    /// <exception cref="ScanException">In a way that is not supported.</exception>
    public Pooling? Pooling()
    {
        if (_own?.Text("pooling") is { } named)
        {
            return Enum.TryParse<Pooling>(named, ignoreCase: true, out var pooling) && Enum.IsDefined(pooling)
                ? pooling
                : throw new ScanException(
                    $"{_own.Path}: found pooling '{named}', expected none, mean, cls, last or max. Correct it.");
        }

        if (JsonFile.Find(_path, PoolingFolder() + "/config.json") is not { } file)
        {
            return null;
        }

        // The mean over the square root of the count is the mean once it is brought to unit length.
        Pooling[] found =
        [
            .. file.Flag("pooling_mode_mean_tokens") == true || file.Flag("pooling_mode_mean_sqrt_len_tokens") == true
                ? [Embed.Pooling.Mean] : (Pooling[])[],
            .. file.Flag("pooling_mode_cls_token") == true ? [Embed.Pooling.Cls] : (Pooling[])[],
            .. file.Flag("pooling_mode_lasttoken") == true ? [Embed.Pooling.Last] : (Pooling[])[],
            .. file.Flag("pooling_mode_max_tokens") == true ? [Embed.Pooling.Max] : (Pooling[])[],
        ];
        return found is [var only] && file.Flag("pooling_mode_weightedmean_tokens") != true ? only
            : throw new ScanException(
                $"{file.Path}: found {found.Length} ways of pooling that are supported, expected one of "
                + "pooling_mode_mean_tokens, pooling_mode_cls_token, pooling_mode_lasttoken and "
                + "pooling_mode_max_tokens, and no other. Set pooling in scanner.json.");
    }

    // modules.json lists what a text goes through; unit length comes anyway.
    private string PoolingFolder()
    {
        var modules = JsonFile.FindList(_path, "modules.json");
        foreach (var module in modules)
        {
            string type = module.Text("type")?.Split('.')[^1] ?? "";
            if (type is not ("Transformer" or "Pooling" or "Normalize"))
            {
                throw new ScanException(
                    $"{module.Place}: found '{module.Text("type")}', a layer after pooling, which is not supported. "
                    + "Expected Transformer, Pooling and Normalize. Export it as part of model.onnx.");
            }
        }

        return modules.Where(module => module.Text("type")!.EndsWith(".Pooling", StringComparison.Ordinal))
            .Select(module => module.Text("path")).FirstOrDefault() ?? "1_Pooling";
    }

    private long Positions()
    {
        var said = JsonFile.Find(_path, "tokenizer_config.json")?.Integer("model_max_length");
        var positions = _config.Integer("max_position_embeddings");
        // RoBERTa and its kin count positions from behind the number of the padding token.
        var isShifted = _config.Text("model_type") is "roberta" or "xlm-roberta" or "camembert" or "mpnet";
        positions -= isShifted ? (_config.Integer("pad_token_id") ?? 1) + 1 : 0;
        return said is { } most and < TokensMaxKnown ? Math.Min(most, positions ?? most) : positions ?? TokensMaxUsual;
    }
}
