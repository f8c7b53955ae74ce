namespace Scanner.Embed;

/// <summary>How <see cref="WordPiece"/> cuts text. Names in tokenizer.json are in brackets.</summary>
public sealed record WordPieceOptions
{
    /// <summary>Id of the token before the text: [CLS].</summary>
    public required int StartId { get; init; }

    /// <summary>Id of the token after the text: [SEP].</summary>
    public required int EndId { get; init; }

    /// <summary>Id of a word that cannot be cut into pieces (unk_token).</summary>
    public required int UnknownId { get; init; }

    /// <summary>What pieces begin with that continue a word (continuing_subword_prefix).</summary>
    public string Prefix { get; init; } = "##";

    /// <summary>Characters of a word at most; longer ones are unknown (max_input_chars_per_word).</summary>
    public int WordLengthMax { get; init; } = 100;

    /// <summary>Whether control characters are dropped (clean_text).</summary>
    public bool CleansText { get; init; } = true;

    /// <summary>Whether each Han character is a word (handle_chinese_chars).</summary>
    public bool SplitsHan { get; init; } = true;

    /// <summary>Whether case does not count (lowercase).</summary>
    public bool Lowers { get; init; } = true;

    /// <summary>Whether accents do not count (strip_accents).</summary>
    public bool StripsAccents { get; init; } = true;
}
