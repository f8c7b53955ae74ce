namespace Scanner.Ingest.Normalization;

/// <summary>The normalisation forms of Unicode (Unicode Standard Annex 15) without ICU.</summary>
/// <param name="isCompatible">The compatibility forms (KC, KD), else the canonical ones (C, D).</param>
/// <param name="composes">The composed forms (C, KC), else the decomposed ones (D, KD).</param>
/// <param name="dropsLooseMarks">
/// Whether, unlike in the standard, generic diacritics (U+0300 to U+036F) that do not compose with their letter are
/// dropped, so that stacked marks hide nothing.
/// </param>
internal sealed class UnicodeForm(bool isCompatible, bool composes, bool dropsLooseMarks = false)
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    [ThreadStatic]
    private static List<(int Code, byte Class)>? _scratch;

    private static readonly bool[][] PlainUnits =
    [
        .. from compatible in (bool[])[false, true]
           from composed in (bool[])[false, true]
           select UnicodeTables.Shared.Plain(compatible, composed),
    ];

    private readonly UnicodeTables _tables = UnicodeTables.Shared;
    private readonly bool[] _plain = PlainUnits[(isCompatible ? 2 : 0) + (composes ? 1 : 0)];

    /// <summary>Appends the normalised text. Unpaired surrogates become U+FFFD.</summary>
    public void Append(ReadOnlySpan<char> text, CharBuffer output)
    {
        var start = 0;
        while (start < text.Length)
        {
            var plainEnd = start;
            while (plainEnd < text.Length && _plain[text[plainEnd]])
            {
                plainEnd++;
            }

            if (plainEnd == text.Length)
            {
                output.Append(text[start..]);
                return;
            }

            // The last plain character may compose with what follows.
            var segment = plainEnd > start ? plainEnd - 1 : plainEnd;
            output.Append(text[start..segment]);
            start = plainEnd;
            while (start < text.Length && !_plain[text[start]])
            {
                start++;
            }

            Rewrite(text[segment..start], output);
        }
    }

    private void Rewrite(ReadOnlySpan<char> text, CharBuffer output)
    {
        var codes = _scratch ??= [];
        codes.Clear();
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, codes);
        }

        SortMarks(codes);
        if (composes)
        {
            Compose(codes);
        }

        foreach (var (code, _) in codes)
        {
            output.AppendCode(code);
        }
    }

    private void Decompose(int code, List<(int Code, byte Class)> codes)
    {
        var syllable = code - SyllableBase;
        if (syllable is >= 0 and < Leads * Vowels * Tails)
        {
            codes.Add((LeadBase + (syllable / (Vowels * Tails)), 0));
            codes.Add((VowelBase + (syllable % (Vowels * Tails) / Tails), 0));
            if (syllable % Tails != 0)
            {
                codes.Add((TailBase + (syllable % Tails), 0));
            }

            return;
        }

        if (_tables.Decomposition(code, isCompatible) is { } parts)
        {
            foreach (var part in parts)
            {
                codes.Add((part, _tables.CombiningClass(part)));
            }

            return;
        }

        codes.Add((code, _tables.CombiningClass(code)));
    }

    /// <summary>Stable insertion sort of each run of marks by class: runs are a handful long.</summary>
    private static void SortMarks(List<(int Code, byte Class)> codes)
    {
        for (var i = 1; i < codes.Count; i++)
        {
            var mark = codes[i];
            var place = i;
            while (mark.Class != 0 && place > 0 && codes[place - 1].Class > mark.Class)
            {
                codes[place] = codes[place - 1];
                place--;
            }

            codes[place] = mark;
        }
    }

    private void Compose(List<(int Code, byte Class)> codes)
    {
        var starter = -1;
        var blocking = -1;
        var kept = 0;
        for (var i = 0; i < codes.Count; i++)
        {
            var (code, markClass) = codes[i];
            var composite = starter >= 0 && blocking < markClass ? Composite(codes[starter].Code, code) : 0;
            if (composite != 0)
            {
                codes[starter] = (composite, 0);
                continue;
            }

            if (dropsLooseMarks && code is >= 0x300 and <= 0x36F)
            {
                continue;
            }

            if (markClass == 0)
            {
                starter = kept;
                blocking = -1;
            }
            else
            {
                blocking = markClass;
            }

            codes[kept++] = (code, markClass);
        }

        codes.RemoveRange(kept, codes.Count - kept);
    }

    private int Composite(int first, int second)
    {
        var lead = first - LeadBase;
        var vowel = second - VowelBase;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return SyllableBase + (((lead * Vowels) + vowel) * Tails);
        }

        var syllable = first - SyllableBase;
        var tail = second - TailBase;
        if (syllable is >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0 && tail is > 0 and < Tails)
        {
            return first + tail;
        }

        return _tables.Composite(first, second);
    }
}
