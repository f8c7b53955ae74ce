using System.Globalization;
using Scanner.Ingest;
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
        // Names of files and fields are what others wrote: a terminal must not obey them.
        string shown = UnseenCharacters.ShowLines(line.ToString());
        lock (_lock)
        {
            if (barsConsole is null)
                error.WriteLine(shown);
            else
                barsConsole.WriteLine(shown);
        }
    }
}
