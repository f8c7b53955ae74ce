namespace Scanner.Runs;

/// <summary>The six stages in the order in which data flows; the number leads the name of the stage's folder.</summary>
public enum Stage
{
    /// <summary>Log files to requests and distinct texts.</summary>
    Ingest = 1,

    /// <summary>Distinct texts to unit vectors.</summary>
    Embed = 2,

    /// <summary>Vectors to neighbour counts, similar pairs and components.</summary>
    Join = 3,

    /// <summary>Components to templates.</summary>
    Cluster = 4,

    /// <summary>Templates and accounts to campaigns with evidence.</summary>
    Score = 5,

    /// <summary>Everything to what people and machines read.</summary>
    Report = 6,
}
