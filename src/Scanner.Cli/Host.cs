namespace Scanner.Cli;

/// <summary>What surrounds one call of the program: where it writes, and who may end it.</summary>
/// <param name="output">For results.</param>
/// <param name="error">For progress, logs and errors.</param>
/// <param name="cancellation">Cancelled by Ctrl-C.</param>
internal sealed class Host(TextWriter output, TextWriter error, CancellationToken cancellation)
{
    /// <summary>Whether progress may be drawn on a terminal that a person watches.</summary>
    public static bool StderrIsTerminal =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public TextWriter Output => output;

    public TextWriter Error => error;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Draw progress bars; otherwise log lines tell the progress.</summary>
    public bool Interactive { get; init; }

    /// <summary>The run's log file once there is one: where the details of an internal error are written.</summary>
    public string? LogFile { get; set; }
}
