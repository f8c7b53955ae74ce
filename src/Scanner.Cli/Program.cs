using System.Text;
using Scanner.Cli;

using var cancellation = new CancellationTokenSource();
// The first Ctrl-C ends the run in good order; the second ends the process.
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

// Console.Out calls the system for every cell of an export; results need no hurry. Flushed by Invoke, never disposed:
// an error of stdout is told like any other.
var output = new StreamWriter(
    Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
var host = new Host(output, Console.Error, cancellation.Token) { Interactive = Host.StderrIsTerminal };
return CommandLine.Invoke(args, host);
