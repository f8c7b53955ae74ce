using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;

namespace Scanner.Cli.Terminal;

/// <summary>Log lines on stderr; above the progress bars where there are any, lest they overwrite each other.</summary>
/// <param name="error">The program's stderr.</param>
/// <param name="barsConsole">What the progress bars are drawn on; null where there are none.</param>
internal sealed class StderrSink(TextWriter error, IAnsiConsole? barsConsole) : ILogEventSink
{
    private static readonly MessageTemplateTextFormatter Format =
        new("{Timestamp:HH:mm:ss} {Level:u3} {Message:l}", CultureInfo.InvariantCulture);

    private readonly Lock _lock = new();

    public void Emit(LogEvent logEvent)
    {
        var line = new StringWriter(CultureInfo.InvariantCulture);
        Format.Format(logEvent, line);
        lock (_lock)
        {
            if (barsConsole is null)
                error.WriteLine(line);
            else
                barsConsole.WriteLine(line.ToString());
        }
    }
}
