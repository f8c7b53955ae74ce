using System.CommandLine;
using Scanner.Report;

namespace Scanner.Cli.Stages;

/// <summary>What the report shows of accounts and prompts.</summary>
internal sealed class ReportFlags : IStageFlags
{
    private readonly AccountIdFlags _accounts = new("raw");

    private readonly Option<bool> _showSlots = new("--show-slots")
    {
        Description = "Show what users filled into the templates, in slots and examples; secrets stay masked.",
    };

    public void AddTo(Command verb)
    {
        _accounts.AddTo(verb);
        verb.Add(_showSlots);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Report = options.Report with
        {
            AccountIds = _accounts.Ids(parsed) ?? AccountIds.Raw,
            AccountKey = _accounts.Key(parsed),
            ShowSlots = parsed.GetValue(_showSlots),
        },
    };
}
