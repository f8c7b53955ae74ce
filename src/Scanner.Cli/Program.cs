using Scanner.Cli;

using var cancellation = new CancellationTokenSource();
// The first Ctrl-C ends the run in good order; the second ends the process.
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

var host = new Host(Console.Out, Console.Error, cancellation.Token) { Interactive = Host.StderrIsTerminal };
return CommandLine.Invoke(args, host);
