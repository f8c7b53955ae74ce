using System.CommandLine;

namespace Scanner.Cli.Stages;

/// <summary>What is reported.</summary>
internal sealed class ScoreFlags : IStageFlags
{
    private readonly Option<double?> _fdr = Flags.Fraction(
        "--fdr", "RATE", "Share of false campaigns among those reported that is accepted. [default: 0.05]");

    public void AddTo(Command verb) => verb.Add(_fdr);

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Score = options.Score with { Fdr = parsed.GetValue(_fdr) ?? options.Score.Fdr },
    };
}
