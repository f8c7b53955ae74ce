namespace Scanner.Embed;

/// <summary>What a UTF-16 unit is to a tokenizer of words.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Space, punctuation, control: parts words and is dropped.</summary>
    Separator,

    /// <summary>A letter or a mark that belongs to one.</summary>
    Letter,

    /// <summary>A decimal digit.</summary>
    Digit,

    /// <summary>
    /// A character of a script that sets no blanks between words: Han, kana, Thai, Lao, Khmer, Myanmar.
    /// </summary>
    Ideograph,

    /// <summary>A symbol that carries meaning (emoji, currency, mathematics); half of a surrogate pair.</summary>
    Symbol,
}
