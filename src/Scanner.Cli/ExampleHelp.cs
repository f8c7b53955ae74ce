using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Scanner.Cli;

/// <summary>The usual help, followed by the verb's examples.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] First = ["scan demo", "scan run logs/*.jsonl.gz --out my-run"];

    /// <summary>Replaces the help action of the root, which every verb shares.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in (parseResult.CommandResult.Command as VerbCommand)?.Examples ?? First)
            output.WriteLine($"  {example}");
        return code;
    }
}
