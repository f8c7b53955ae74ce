using System.CommandLine;
using Scanner.Gpu;
using Scanner.Runs;

namespace Scanner.Cli.Stages;

/// <summary>How the texts are compared.</summary>
internal sealed class JoinFlags : IStageFlags
{
    private readonly Option<double?> _threshold = Flags.Fraction(
        "--threshold", "T",
        "Least cosine similarity of two texts that count as alike; the model's own where none is given.");

    private readonly Option<int?> _cap = Flags.Cap(
        $"Most similar texts that are stored for a text. [default: {Limits.NeighborsStored}]");

    private readonly Option<bool> _keepAllPairs = new("--keep-all-pairs")
    {
        Description = $"Store every pair, up to {Limits.PairsKeptMax:N0}, whatever the cap.",
    };

    private readonly Option<string?> _backend = Flags.Backend();

    private readonly Option<string> _device = Flags.Device();

    public void AddTo(Command verb)
    {
        verb.Add(_threshold);
        verb.Add(_cap);
        verb.Add(_keepAllPairs);
        verb.Add(_backend);

        // Where a verb embeds as well, one flag says it for both.
        if (verb.Options.All(option => option.Name != _device.Name)) verb.Add(_device);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Join = options.Join with
        {
            Threshold = (float?)parsed.GetValue(_threshold),
            Cap = parsed.GetValue(_cap) ?? options.Join.Cap,
            KeepAllPairs = parsed.GetValue(_keepAllPairs),
            Backend = parsed.GetValue(_backend),
            Device = parsed.GetValue<string>(_device.Name)!,
            Devices = new GpuDevices(),
        },
    };
}
