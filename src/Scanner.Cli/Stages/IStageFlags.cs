using System.CommandLine;

namespace Scanner.Cli.Stages;

/// <summary>The flags of one stage, on its own verb and on those that run all stages.</summary>
internal interface IStageFlags
{
    /// <summary>Adds the flags to a verb.</summary>
    void AddTo(Command verb);

    /// <summary>The options with what was typed; what was not keeps its default.</summary>
    PipelineOptions Apply(ParseResult parsed, PipelineOptions options);
}
