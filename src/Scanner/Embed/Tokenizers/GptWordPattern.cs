namespace Scanner.Embed.Tokenizers;

/// <summary>
/// The regular expressions by which GPT-2's tokenizer and its successors cut words, without a regular-expression
/// engine: several times faster, and right for characters beyond U+FFFF, which .NET's engine takes for two.
/// </summary>
internal sealed class GptWordPattern : ITextPattern
{
    /// <summary>GPT-2's, which ByteLevel has where use_regex is set.</summary>
    public static readonly GptWordPattern Gpt2 = new(
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", isNew: false, int.MaxValue);

    private static readonly GptWordPattern[] Known =
    [
        Gpt2,
        new(NewText(@"\p{N}"), isNew: true, digitsMax: 1),
        new(NewText(@"\p{N}{1,3}"), isNew: true, digitsMax: 3),
        new(NewText(@"\p{N}+"), isNew: true, int.MaxValue),
    ];

    private readonly string _text;
    private readonly bool _isNew;
    private readonly int _digitsMax;

    private GptWordPattern(string text, bool isNew, int digitsMax) =>
        (_text, _isNew, _digitsMax) = (text, isNew, digitsMax);

    /// <summary>The pattern whose regular expression that is; null where it is another.</summary>
    public static GptWordPattern? Of(string regex) => Array.Find(Known, pattern => pattern._text == regex);

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, PieceText matches)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start + Contraction(text[start..]);
            end = end > start ? end : _isNew ? NewEnd(text, start) : OldEnd(text, start);
            end = end > start ? end : BlankEnd(text, start);
            matches.Add(start, end);
            start = end;
        }
    }

    private static string NewText(string digits) =>
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|" + digits
        + @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private int Contraction(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '\'')
        {
            return 0;
        }

        var (first, second) = (Lower(text[1]), text.Length > 2 ? Lower(text[2]) : ' ');
        return first is 's' or 't' or 'm' or 'd' ? 2
            : (first, second) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    // Without regard to case, the long s is an s.
    private char Lower(char unit) => !_isNew ? unit : unit == 'ſ' ? 's' : char.ToLowerInvariant(unit);

    // ' ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+': a run of one kind, with a blank before it.
    private static int OldEnd(ReadOnlySpan<char> text, int start)
    {
        int first = text[start] == ' ' ? start + 1 : start;
        if (first == text.Length)
        {
            return start;
        }

        var kind = GroupAt(text, first, out _);
        return kind == CharacterKind.Blank ? start : RunEnd(text, first, kind, int.MaxValue);
    }

    // Letters with any one character before them but line ends and numbers; numbers; the rest with line ends behind it;
    // line ends with the blanks before them.
    private int NewEnd(ReadOnlySpan<char> text, int start)
    {
        var kind = GroupAt(text, start, out int width);
        if (kind == CharacterKind.Letter)
        {
            return RunEnd(text, start, kind, int.MaxValue);
        }

        if (kind == CharacterKind.Number)
        {
            return RunEnd(text, start, kind, _digitsMax);
        }

        int next = start + width;
        if (next < text.Length && text[start] is not ('\r' or '\n')
            && GroupAt(text, next, out _) == CharacterKind.Letter)
        {
            return RunEnd(text, next, CharacterKind.Letter, int.MaxValue);
        }

        int first = text[start] == ' ' ? next : start;
        if (first < text.Length && GroupAt(text, first, out _) == CharacterKind.Other)
        {
            int end = RunEnd(text, first, CharacterKind.Other, int.MaxValue);
            while (end < text.Length && text[end] is '\r' or '\n')
            {
                end++;
            }

            return end;
        }

        int blanks = RunEnd(text, start, CharacterKind.Blank, int.MaxValue);
        return start + text[start..blanks].LastIndexOfAny('\r', '\n') + 1;
    }

    // '\s+(?!\S)|\s+': blanks but the last where a word follows.
    private static int BlankEnd(ReadOnlySpan<char> text, int start)
    {
        int end = RunEnd(text, start, CharacterKind.Blank, int.MaxValue);
        return end < text.Length && end - start > 1 ? end - 1 : end;
    }

    private static int RunEnd(ReadOnlySpan<char> text, int start, CharacterKind group, int charactersMax)
    {
        int end = start;
        for (int count = 0; end < text.Length && count < charactersMax; count++)
        {
            if (GroupAt(text, end, out int width) != group)
            {
                break;
            }

            end += width;
        }

        return end;
    }

    private static CharacterKind GroupAt(ReadOnlySpan<char> text, int index, out int width)
    {
        var kind = CharacterKinds.Of(text, index, out width);
        return kind == CharacterKind.Punctuation ? CharacterKind.Other : kind;
    }
}
