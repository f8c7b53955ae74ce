namespace Scanner.Cli;

/// <summary>What the program's exit code says. Scripts rely on these: they are part of the contract.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, and campaigns were found; only with --fail-on-campaigns.</summary>
    public const int CampaignsFound = 1;

    /// <summary>An error that the user can mend: what was found and what to do stands on stderr.</summary>
    public const int UserError = 2;

    /// <summary>An error in Scanner.</summary>
    public const int Internal = 3;

    /// <summary>Ended by Ctrl-C: 128 + SIGINT, as shells have it. The same command goes on later.</summary>
    public const int Cancelled = 130;
}
