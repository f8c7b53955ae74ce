namespace Scanner.Ingest.Normalization;

/// <summary>
/// Unicode normalisation form KC (Unicode Standard Annex 15) without ICU, with one difference: generic diacritics
/// (U+0300 to U+036F) that do not compose with their letter are dropped, so that stacked marks hide nothing.
/// </summary>
/// <remarks>Not thread-safe: an instance owns its scratch.</remarks>
internal sealed class Nfkc
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    private readonly NfkcTables _tables = NfkcTables.Shared;
    private readonly List<(int Code, byte Class)> _codes = [];

    /// <summary>Appends the normalised text. Unpaired surrogates become U+FFFD.</summary>
    public void Append(ReadOnlySpan<char> text, CharBuffer output)
    {
        var start = 0;
        while (start < text.Length)
        {
            var plainEnd = start;
            while (plainEnd < text.Length && _tables.IsPlain(text[plainEnd]))
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
            while (start < text.Length && !_tables.IsPlain(text[start]))
            {
                start++;
            }

            Rewrite(text[segment..start], output);
        }
    }

    private void Rewrite(ReadOnlySpan<char> text, CharBuffer output)
    {
        _codes.Clear();
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value);
        }

        SortMarks();
        Compose();
        foreach (var (code, _) in _codes)
        {
            output.AppendCode(code);
        }
    }

    private void Decompose(int code)
    {
        var syllable = code - SyllableBase;
        if (syllable is >= 0 and < Leads * Vowels * Tails)
        {
            _codes.Add((LeadBase + (syllable / (Vowels * Tails)), 0));
            _codes.Add((VowelBase + (syllable % (Vowels * Tails) / Tails), 0));
            if (syllable % Tails != 0)
            {
                _codes.Add((TailBase + (syllable % Tails), 0));
            }

            return;
        }

        if (_tables.Decomposition(code) is { } parts)
        {
            foreach (var part in parts)
            {
                _codes.Add((part, _tables.CombiningClass(part)));
            }

            return;
        }

        _codes.Add((code, _tables.CombiningClass(code)));
    }

    /// <summary>Stable insertion sort of each run of marks by class: runs are a handful long.</summary>
    private void SortMarks()
    {
        for (var i = 1; i < _codes.Count; i++)
        {
            var mark = _codes[i];
            var place = i;
            while (mark.Class != 0 && place > 0 && _codes[place - 1].Class > mark.Class)
            {
                _codes[place] = _codes[place - 1];
                place--;
            }

            _codes[place] = mark;
        }
    }

    private void Compose()
    {
        var starter = -1;
        var blocking = -1;
        var kept = 0;
        for (var i = 0; i < _codes.Count; i++)
        {
            var (code, markClass) = _codes[i];
            var composite = starter >= 0 && blocking < markClass ? Composite(_codes[starter].Code, code) : 0;
            if (composite != 0)
            {
                _codes[starter] = (composite, 0);
                continue;
            }

            if (code is >= 0x300 and <= 0x36F)
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

            _codes[kept++] = (code, markClass);
        }

        _codes.RemoveRange(kept, _codes.Count - kept);
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
