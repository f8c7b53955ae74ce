using System.Collections.Concurrent;
using Scanner.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Scanner.Cli.Terminal;

/// <summary>Progress for a person at a terminal: a bar for the stage at work with its rate and the time left.</summary>
internal sealed class ProgressBars : IProgress<StageProgress>
{
    private readonly Lock _lock = new();
    private readonly ProgressContext _context;
    private readonly ConcurrentDictionary<int, string> _units;
    private ProgressTask? _task;
    private (Stage, string) _current;

    private ProgressBars(ProgressContext context, ConcurrentDictionary<int, string> units) =>
        (_context, _units) = (context, units);

    /// <summary>Draws while <paramref name="work"/> runs, and leaves nothing behind.</summary>
    public static void While(IAnsiConsole console, Action<IProgress<StageProgress>> work)
    {
        var units = new ConcurrentDictionary<int, string>();
        console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RateColumn(units), new RemainingTimeColumn())
            .Start(context => work(new ProgressBars(context, units)));
    }

    public void Report(StageProgress value)
    {
        lock (_lock)
        {
            if (_task is null || _current != (value.Stage, value.Doing))
            {
                _current = (value.Stage, value.Doing);
                _task?.StopTask();
                _task = _context.AddTask(Markup.Escape($"{value.Stage.Verb()}: {value.Doing}"));
                _units[_task.Id] = value.Unit;
            }
            _task.IsIndeterminate = value.Total <= 0;
            _task.MaxValue = Math.Max(value.Total, Math.Max(value.Done, 1));
            _task.Value = value.Done;
        }
    }

    private sealed class RateColumn(ConcurrentDictionary<int, string> units) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed ? Pace.Rate(speed, units[task.Id]) : "");
    }
}
