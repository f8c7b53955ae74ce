using System.CommandLine;

namespace Scanner.Cli.Stages;

/// <summary>How the texts are compared.</summary>
internal sealed class JoinFlags : IStageFlags
{
    private readonly Option<double?> _threshold = Flags.Fraction(
        "--threshold", "T",
        "Least cosine similarity of two texts that count as alike; the model's own where none is given.");

    private readonly Option<string?> _backend = Flags.Backend();

    public void AddTo(Command verb)
    {
        verb.Add(_threshold);
        verb.Add(_backend);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Join = options.Join with
        {
            Threshold = (float?)parsed.GetValue(_threshold),
            Backend = parsed.GetValue(_backend),
        },
    };
}
