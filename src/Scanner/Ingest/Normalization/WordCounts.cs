namespace Scanner.Ingest.Normalization;

/// <summary>What the letters of one word say about its script.</summary>
/// <param name="Latin">Latin letters.</param>
/// <param name="LatinDoubles">Those of them that look like a letter of the word's other script.</param>
/// <param name="Foreign">Letters of other scripts.</param>
/// <param name="Doubles">Those of them that look like a Latin letter.</param>
/// <param name="Strange">Some foreign letter looks Latin in neither case: the word is certainly not Latin.</param>
/// <param name="Script">The script of the foreign letters; None when there are several.</param>
internal readonly record struct WordCounts(
    int Latin, int LatinDoubles, int Foreign, int Doubles, bool Strange, Script Script)
{
    /// <summary>
    /// The certain letters decide: those that only one script has. With certain letters of both, the majority. A word
    /// of three scripts is left alone unless all of it can be Latin.
    /// </summary>
    public bool GoesToLatin => Foreign == Doubles
        ? Latin > 0
        : Script != Script.None && LatinDoubles < Latin && Latin >= Foreign;

    /// <summary>Counts the letters of a word.</summary>
    public static WordCounts Of(ReadOnlySpan<char> word)
    {
        var script = ForeignScript(word);
        int latin = 0, latinDoubles = 0, foreign = 0, doubles = 0;
        var strange = false;
        foreach (var letter in word)
        {
            if (Homoglyphs.ScriptOf(letter) == Script.Latin)
            {
                latin++;
                latinDoubles += Homoglyphs.FromLatin(letter, script) != 0 ? 1 : 0;
                continue;
            }

            foreign++;
            doubles += Homoglyphs.LatinOf(letter) != 0 ? 1 : 0;
            strange |= !Homoglyphs.LooksLatinInAnyCase(letter);
        }

        return new(latin, latinDoubles, foreign, doubles, strange, script);
    }

    private static Script ForeignScript(ReadOnlySpan<char> word)
    {
        var script = Script.None;
        foreach (var letter in word)
        {
            var of = Homoglyphs.ScriptOf(letter);
            if (of == Script.Latin || of == script)
            {
                continue;
            }

            if (script != Script.None)
            {
                return Script.None;
            }

            script = of;
        }

        return script;
    }
}
