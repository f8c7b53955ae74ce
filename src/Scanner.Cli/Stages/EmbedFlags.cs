using System.CommandLine;
using Scanner.Embed;

namespace Scanner.Cli.Stages;

/// <summary>How the texts become vectors.</summary>
internal sealed class EmbedFlags : IStageFlags
{
    private readonly Option<string> _model = new("--model")
    {
        HelpName = "MODEL",
        DefaultValueFactory = _ => new EmbedOptions().Model,
        Description = "A model's folder, or the name of one that ships with the program.",
    };

    private readonly Option<string> _device = Flags.Device();

    public void AddTo(Command verb)
    {
        verb.Add(_model);
        verb.Add(_device);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options) => options with
    {
        Embed = Read(parsed),
    };

    /// <summary>The options alone, for verbs without a run.</summary>
    public EmbedOptions Read(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(_model)!,
        Device = parsed.GetValue(_device)!,
    };
}
