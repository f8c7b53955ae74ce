namespace Scanner.Runs;

/// <summary>How a stage is called on disk and on the command line.</summary>
public static class StageNames
{
    /// <summary>All stages in the order in which data flows.</summary>
    public static IReadOnlyList<Stage> All { get; } = Enum.GetValues<Stage>();

    /// <summary>The verb of the program that runs the stage: "ingest".</summary>
    public static string Verb(this Stage stage) => stage switch
    {
        Stage.Ingest => "ingest",
        Stage.Embed => "embed",
        Stage.Join => "join",
        Stage.Cluster => "cluster",
        Stage.Score => "score",
        Stage.Report => "report",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no such stage"),
    };

    /// <summary>Name of the stage's folder in a run: "1-ingest".</summary>
    public static string Folder(this Stage stage) => $"{(int)stage}-{stage.Verb()}";

    /// <summary>The stage whose artifacts this one reads; null for the first.</summary>
    public static Stage? Upstream(this Stage stage) => stage == Stage.Ingest ? null : stage - 1;
}
