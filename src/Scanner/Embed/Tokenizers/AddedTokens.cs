using System.Buffers;

namespace Scanner.Embed.Tokenizers;

/// <summary>A token that is found in a text before anything else is done with it.</summary>
/// <param name="Content">As it stands in texts, not empty.</param>
/// <param name="Id">Its id.</param>
internal sealed record AddedToken(string Content, int Id)
{
    /// <summary>Only where no letter or digit is beside it (single_word).</summary>
    public bool IsWord { get; init; }

    /// <summary>Takes the white space before it along (lstrip).</summary>
    public bool TakesBlanksBefore { get; init; }

    /// <summary>Takes the white space behind it along (rstrip).</summary>
    public bool TakesBlanksBehind { get; init; }
}

/// <summary>Finds added tokens: the leftmost, of those that begin at one place the longest.</summary>
internal sealed class AddedTokens
{
    private readonly AddedToken[] _tokens;
    private readonly SearchValues<string>? _contents;

    /// <summary>A search for these tokens.</summary>
    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _tokens = [.. tokens.OrderByDescending(token => token.Content.Length)];
        string[] contents = [.. _tokens.Select(token => token.Content)];
        _contents = contents.Length == 0 ? null : SearchValues.Create(contents, StringComparison.Ordinal);
    }

    /// <summary>One more than the largest id; 0 without tokens.</summary>
    public int Size => _tokens.Length == 0 ? 0 : _tokens.Max(token => token.Id) + 1;

    /// <summary>Finds the next token.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the search begins: what is before belongs to no token.</param>
    /// <param name="start">Where the token starts; the text's length where there is none.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>Its id, or -1.</returns>
    public int Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (int at = from; _contents is not null && text[at..].IndexOfAny(_contents) is >= 0 and var skipped;)
        {
            at += skipped;
            var token = At(text[at..]);
            end = at + token.Content.Length;
            if (token.IsWord && (IsWordBefore(text, at) || IsWordAt(text, end)))
            {
                at = end;
                continue;
            }

            start = token.TakesBlanksBefore ? from + text[from..at].TrimEnd().Length : at;
            end = token.TakesBlanksBehind ? text.Length - text[end..].TrimStart().Length : end;
            return token.Id;
        }

        start = end = text.Length;
        return -1;
    }

    private AddedToken At(ReadOnlySpan<char> text)
    {
        foreach (var token in _tokens)
        {
            if (text.StartsWith(token.Content, StringComparison.Ordinal))
            {
                return token;
            }
        }

        throw new InvalidOperationException("The search found a token that is none.");
    }

    private static bool IsWordAt(ReadOnlySpan<char> text, int index) =>
        index < text.Length && CharacterKinds.IsWord(text, index, out _);

    private static bool IsWordBefore(ReadOnlySpan<char> text, int index)
    {
        int before = index > 1 && char.IsLowSurrogate(text[index - 1]) ? index - 2 : index - 1;
        return before >= 0 && CharacterKinds.IsWord(text, before, out _);
    }
}
