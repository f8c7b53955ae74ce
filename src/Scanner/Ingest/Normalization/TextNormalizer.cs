using System.Text;

namespace Scanner.Ingest.Normalization;

/// <summary>
/// Brings a text into the form in which texts are compared: the first defence against disguise. Characters that do not
/// show are dropped, Unicode compatibility forms and lookalike letters are folded to the plain ones, white space to
/// single blanks, letters to lower case.
/// </summary>
/// <remarks>
/// Idempotent. In this order: zero-width, control, soft hyphen, bidi, variation selectors, tag characters dropped;
/// NFKC (<see cref="UnicodeForm"/>); typographic quotes, dashes and letter variants to ASCII; homoglyphs to the script
/// of their word (<see cref="HomoglyphFolding"/>); white space; simple case folding. Digits are never folded to letters
/// (0 is not o): they carry meaning.
/// </remarks>
public static class TextNormalizer
{
    [ThreadStatic]
    private static Scratch? _scratch;

    /// <summary>The normalised text; linear time, no allocation beyond the result.</summary>
    public static string Normalize(ReadOnlySpan<char> text)
    {
        var scratch = _scratch ??= new Scratch();
        scratch.Output.Clear(text.Length);
        if (Ascii.IsValid(text))
        {
            FoldSpace(text, scratch.Output);
            var written = scratch.Output.Written;
            Ascii.ToLowerInPlace(written, out _);
            return new string(written);
        }

        return scratch.NormalizeUnicode(text);
    }

    /// <summary>Whether a text holds anything to compare: a letter or a digit of any script.</summary>
    public static bool HasLetterOrDigit(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Copies without invisible characters, runs of white space as one blank, none at the ends.</summary>
    private static void FoldSpace(ReadOnlySpan<char> text, CharBuffer output)
    {
        var blank = false;
        foreach (var unit in text)
        {
            if (unit <= ' ' || CharKinds.IsSpace(unit))
            {
                blank |= CharKinds.IsSpace(unit);
                continue;
            }

            if (unit == '\x7F')
            {
                continue;
            }

            if (blank && output.Length > 0)
            {
                output.Append(' ');
            }

            blank = false;
            output.Append(unit);
        }
    }

    private sealed class Scratch
    {
        private readonly UnicodeForm _nfkc = new(isCompatible: true, composes: true, dropsLooseMarks: true);
        private readonly HomoglyphFolding _homoglyphs = new();
        private readonly CharBuffer _visible = new();
        private readonly CharBuffer _composed = new();

        public CharBuffer Output { get; } = new();

        public string NormalizeUnicode(ReadOnlySpan<char> text)
        {
            _visible.Clear(text.Length);
            CharKinds.AppendVisible(text, _visible);
            _composed.Clear(text.Length);
            _nfkc.Append(_visible.Written, _composed);

            var composed = _composed.Written;
            foreach (ref var unit in composed)
            {
                unit = unit < 0x80 ? unit : Homoglyphs.Plain(unit);
            }

            _homoglyphs.Fold(composed);
            FoldSpace(composed, Output);
            LowerInPlace(Output.Written);
            return new string(Output.Written);
        }

        private static void LowerInPlace(Span<char> text)
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (!char.IsSurrogate(text[i]))
                {
                    text[i] = char.ToLowerInvariant(text[i]);
                }
                else if (i + 1 < text.Length && Rune.TryCreate(text[i], text[i + 1], out var rune))
                {
                    // Lower case stays in its plane, so two units remain two.
                    Rune.ToLowerInvariant(rune).EncodeToUtf16(text[i..]);
                    i++;
                }
            }
        }
    }
}
