using System.CommandLine;
using Scanner.Embed;

namespace Scanner.Cli.Stages;

/// <summary>How the texts become vectors.</summary>
internal sealed class EmbedFlags : IStageFlags
{
    /// <summary>Below, not even a small model's weights and one batch fit.</summary>
    private const long DeviceMemoryMin = 64 * ByteSize.Mebi;

    private readonly Option<string> _model = new("--model")
    {
        HelpName = "MODEL",
        DefaultValueFactory = _ => new EmbedOptions().Model,
        Description = "A model's folder, or the name of one that ships with the program.",
    };

    private readonly Option<int?> _dim = MakeDim();

    private readonly Option<string?> _precision = MakePrecision();

    private readonly Option<string?> _cache = new("--cache")
    {
        HelpName = "FOLDER",
        Description = "Where vectors are kept, by hashes of model and text, so that later calls embed only what is "
            + "new; a folder of your own where none is named.",
    };

    private readonly Option<bool> _noCache = new("--no-cache")
    {
        Description = "Embed every text anew, and keep nothing.",
    };

    private readonly Option<string> _device = Flags.Device();

    private readonly Option<long?> _deviceMemory = MakeDeviceMemory();

    public void AddTo(Command verb)
    {
        verb.Add(_model);
        verb.Add(_dim);
        verb.Add(_precision);
        verb.Add(_cache);
        verb.Add(_noCache);
        verb.Add(_device);
        verb.Add(_deviceMemory);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Embed = Read(parsed),
    };

    /// <summary>The options alone, for verbs without a run.</summary>
    public EmbedOptions Read(ParseResult parsed)
    {
        WebGpuTrial.Check(parsed.GetValue(_device)!);
        return new()
        {
            Model = parsed.GetValue(_model)!,
            Dim = parsed.GetValue(_dim),
            Precision = parsed.GetValue(_precision),
            Cache = parsed.GetValue(_noCache) ? null : parsed.GetValue(_cache) ?? ModelFiles.CacheFolder,
            Device = parsed.GetValue(_device)!,
            DeviceBytesMax = parsed.GetValue(_deviceMemory),
        };
    }

    /// <summary>How much of a CUDA device a model may take.</summary>
    private static Option<long?> MakeDeviceMemory()
    {
        var memory = new Option<long?>("--device-memory")
        {
            HelpName = "SIZE",
            Description = "Memory that the model may take of a CUDA device, such as 8GB; all where none is named.",
            CustomParser = result => ByteSize.TryParse(result.Tokens[0].Value, out long bytes) ? bytes : null,
        };
        Flags.Expect(
            memory, text => ByteSize.TryParse(text, out long bytes) && bytes >= DeviceMemoryMin,
            "a size of at least 64MB, such as 8GB");
        return memory;
    }

    /// <summary>How much of a vector is kept.</summary>
    public static Option<int?> MakeDim() => new("--dim")
    {
        HelpName = "N",
        Description = "Keep the first N components of a vector: for models trained to be cut (Matryoshka).",
    };

    /// <summary>Which weights are taken.</summary>
    public static Option<string?> MakePrecision()
    {
        string names = string.Join(", ", ModelFiles.Precisions);
        var precision = new Option<string?>("--precision")
        {
            HelpName = "TYPE",
            Description = $"Which weights where a model's folder has several: {names}; the first there where none is "
                + "named.",
        };
        Flags.Expect(precision, ModelFiles.Precisions.Contains, $"one of {names}");
        return precision;
    }
}
