using System.Globalization;
using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>What one call of the program came to.</summary>
internal sealed record Call(int Code, string Output, string Error)
{
    /// <summary>Calls the program within this process.</summary>
    public static Call Scan(params string[] args)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var error = new StringWriter(CultureInfo.InvariantCulture);
        int code = CommandLine.Invoke(args, new Host(output, error, CancellationToken.None));
        return new Call(code, output.ToString(), error.ToString());
    }
}
