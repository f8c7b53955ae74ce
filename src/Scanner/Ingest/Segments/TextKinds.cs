namespace Scanner.Ingest.Segments;

/// <summary>What a text is a segment of; one text can be several.</summary>
[Flags]
public enum TextKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A system prompt.</summary>
    System = 1,

    /// <summary>A whole prompt.</summary>
    Whole = 2,

    /// <summary>The first words of a longer prompt.</summary>
    Head = 4,

    /// <summary>The last words of a longer prompt.</summary>
    Tail = 8,

    /// <summary>A run of words that texts of several actors share.</summary>
    Span = 16,
}
