using System.Diagnostics;
using Scanner.Runs;
using Serilog;

namespace Scanner.Cli.Terminal;

/// <summary>Progress where nobody watches a terminal: a log line now and then.</summary>
internal sealed class ProgressLines(ILogger log) : IProgress<StageProgress>
{
    /// <summary>A log of an hour's run stays readable: 360 lines.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private readonly Stopwatch _sinceBegin = Stopwatch.StartNew();
    private (Stage, string) _current;
    private long _doneBefore;

    public void Report(StageProgress value)
    {
        lock (_lock)
        {
            if (_current != (value.Stage, value.Doing))
            {
                _current = (value.Stage, value.Doing);
                _doneBefore = value.Done;
                _sinceBegin.Restart();
            }
            if (_sinceLine.Elapsed < Quiet)
                return;
            _sinceLine.Restart();
            log.Information("{Progress:l}", Pace.Line(value, _doneBefore, _sinceBegin.Elapsed));
        }
    }
}
