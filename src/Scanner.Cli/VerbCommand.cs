using System.CommandLine;

namespace Scanner.Cli;

/// <summary>A verb of the program with the examples that its help ends with.</summary>
/// <param name="name">What is typed after "scan".</param>
/// <param name="description">One sentence.</param>
/// <param name="examples">Whole command lines that work.</param>
internal sealed class VerbCommand(string name, string description, params string[] examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;

    /// <summary>How the command is called: "scan", "scan verb", or "scan verb verb".</summary>
    public static string CallOf(Command command) => command is VerbCommand
        ? $"{CallOf(command.Parents.OfType<Command>().First())} {command.Name}"
        : "scan";
}
