namespace Scanner.Embed.Tokenizers;

/// <summary>How <see cref="BpeModel"/> cuts text. Names in tokenizer.json are in brackets.</summary>
internal sealed record BpeOptions
{
    /// <summary>Id of a character that the vocabulary lacks (unk_token); null: it is left out.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Whether unknown characters in a row are one (fuse_unk).</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Whether what the vocabulary lacks is written as bytes (byte_fallback).</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>Whether a piece that is a token needs no merges (ignore_merges).</summary>
    public bool IgnoresMerges { get; init; }

    /// <summary>What characters begin with that continue a piece (continuing_subword_prefix).</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What the last character of a piece ends with (end_of_word_suffix).</summary>
    public string Suffix { get; init; } = "";
}
