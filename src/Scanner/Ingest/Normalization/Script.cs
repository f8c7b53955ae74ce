namespace Scanner.Ingest.Normalization;

/// <summary>Scripts between which letters are mistaken for one another.</summary>
internal enum Script
{
    /// <summary>No letter, or a script without lookalikes.</summary>
    None,

    /// <summary>Latin.</summary>
    Latin,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Greek.</summary>
    Greek,

    /// <summary>Armenian, Cherokee, Lisu: folded to Latin, never the other way.</summary>
    Other,
}
