using System.Collections.Frozen;

namespace Scanner.Ingest.Normalization;

/// <summary>
/// Letters of other scripts that look like Latin ones, after Unicode's confusables (Technical Standard 39).
/// </summary>
internal static class Homoglyphs
{
    // Pairs: the lookalike, then the letter it looks like. Only those that print the same in common typefaces.
    private const string Cyrillic =
        "аaсcԁdеeһhіiјjӏlоoрpԛqѕsѵvԝwхxуyүyАAВBСCЕEНHІIЈJКKМMОOРPԚQЅSТTѴVԜWХXУYҮYԀdҺhӀl";

    private const string Greek = "αaιiκkνvοoρpυuχxϳjΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXͿJ";
    private const string Armenian = "օoոnսuհhցgզqՏSԼLՕOՍUՀhՑgԶqՈn";

    private const string Cherokee =
        "ᎠDᎡRᎢTᎥiᎪAᎫJᎬEᎳWᎷMᎻHᎽYᏀGᏃZᏏbᏚSᏙVᏞLᏟCᏢPᏦKᏴBꭰdꭱrꭲtꭵiꭺaꭻjꭼeꮃwꮇmꮋhꮍyꮐgꮓzꮟbꮪsꮩvꮮlꮯcꮲpꮶkᏼb";

    private const string Lisu = "ꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU";

    // Latin letters and punctuation that stand for the plain ones wherever they appear.
    private const string Variants =
        "ɑaɡgıiȷjİiᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzςσ‘'’'‛'′'“\"”\"„\"″\"‐-‑-‒-–-—-―-−-";

    private static readonly FrozenDictionary<char, char> Latin = Pairs(Cyrillic + Greek + Armenian + Cherokee + Lisu);
    private static readonly FrozenDictionary<char, char> ToCyrillic = Inverse(Cyrillic);
    private static readonly FrozenDictionary<char, char> ToGreek = Inverse(Greek);
    private static readonly FrozenDictionary<char, char> ToPlain = Pairs(Variants);

    /// <summary>The Latin letter that a letter of another script looks like, or 0.</summary>
    public static char LatinOf(char letter) => Latin.GetValueOrDefault(letter);

    /// <summary>Whether a letter of another script looks Latin in upper or in lower case.</summary>
    public static bool LooksLatinInAnyCase(char letter) =>
        LatinOf(char.ToLowerInvariant(letter)) != 0 || LatinOf(char.ToUpperInvariant(letter)) != 0;

    /// <summary>
    /// The letter of a script that a Latin letter looks like, in its own or else in lower case; or 0.
    /// </summary>
    public static char FromLatin(char letter, Script script) => script switch
    {
        Script.Cyrillic => Find(ToCyrillic, letter),
        Script.Greek => Find(ToGreek, letter),
        _ => '\0',
    };

    /// <summary>The plain letter or mark that a variant stands for in any text, or the character itself.</summary>
    public static char Plain(char letter) =>
        ToPlain.TryGetValue(letter, out var plain) || ToPlain.TryGetValue(char.ToLowerInvariant(letter), out plain)
            ? plain
            : letter;

    /// <summary>The script of a letter, as far as it takes part in folding.</summary>
    public static Script ScriptOf(char letter) => letter switch
    {
        _ when char.IsAsciiLetter(letter) => Script.Latin,
        < '\u00C0' => Script.None,
        '\u00D7' or '\u00F7' => Script.None,
        <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') => Script.Latin,
        (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => Letter(letter, Script.Greek),
        >= '\u0400' and <= '\u052F' => Letter(letter, Script.Cyrillic),
        (>= '\u0531' and <= '\u0587')
            or (>= '\u13A0' and <= '\u13FF')
            or (>= '\uAB70' and <= '\uABBF')
            or (>= '\uA4D0' and <= '\uA4F7') => Letter(letter, Script.Other),
        _ => Script.None,
    };

    private static char Find(FrozenDictionary<char, char> doubles, char letter) =>
        doubles.TryGetValue(letter, out var other) ? other : doubles.GetValueOrDefault(char.ToLowerInvariant(letter));

    private static Script Letter(char letter, Script script) => char.IsLetter(letter) ? script : Script.None;

    private static FrozenDictionary<char, char> Pairs(string pairs) =>
        pairs.Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    // Of several lookalikes the first: а for a.
    private static FrozenDictionary<char, char> Inverse(string pairs) => pairs.Chunk(2)
        .Where(pair => ScriptOf(pair[0]) != Script.None)
        .GroupBy(pair => pair[1])
        .ToFrozenDictionary(group => group.Key, group => group.First()[0]);
}
