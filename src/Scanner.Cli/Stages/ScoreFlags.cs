using System.CommandLine;
using Scanner.Score;

namespace Scanner.Cli.Stages;

/// <summary>What is reported.</summary>
internal sealed class ScoreFlags : IStageFlags
{
    private readonly Option<double?> _fdr = Flags.Fraction(
        "--fdr", "RATE", "Share of false campaigns among those reported that is accepted. [default: 0.05]");

    private readonly Option<double?> _reportMin = new("--report-min")
    {
        HelpName = "NATS",
        Description = "Least score of a reported campaign; scan calibrate fits it to your own traffic. [default: 1]",
    };

    private readonly Option<string?> _allow = new("--allow")
    {
        HelpName = "FILE",
        Description = "What is known to be harmless, a line each: text, hash, org or account, a colon, and a value.",
    };

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_fdr, _reportMin, _allow])
            verb.Add(option);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Score = options.Score with
        {
            Fdr = parsed.GetValue(_fdr) ?? options.Score.Fdr,
            ReportMin = parsed.GetValue(_reportMin) ?? options.Score.ReportMin,
            Allowed = parsed.GetValue(_allow) is { } file ? AllowList.Read(file) : options.Score.Allowed,
        },
    };
}
