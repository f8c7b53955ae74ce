using Scanner.Ingest.Normalization;

namespace Scanner.Score.Capabilities;

/// <summary>
/// Tells the language of a wording by its script, and among those of one script by the small words that every sentence
/// needs. Coarse: it only has to tell translations apart. A language is never evidence.
/// </summary>
internal static class WrittenLanguage
{
    // A wording of fewer letters, or one that holds small words of no language, has none that could be told. A
    // character of Chinese is worth two letters.
    private const int LettersMin = 12;
    private const int SmallWordsMin = 2;

    // More than a quoted name.
    private const double ScriptShareMin = 0.2;

    private static readonly (string Script, char First, char Last)[] Scripts =
    [
        ("Japanese", '\u3040', '\u30FF'), ("Korean", '\uAC00', '\uD7AF'), ("Chinese", '\u3400', '\u9FFF'),
        ("Hebrew", '\u0590', '\u05FF'), ("Greek", '\u0370', '\u03FF'), ("Hindi", '\u0900', '\u097F'),
        ("Bengali", '\u0980', '\u09FF'), ("Tamil", '\u0B80', '\u0BFF'), ("Thai", '\u0E00', '\u0E7F'),
    ];

    private static readonly (string Language, string[] Words)[] SmallWords =
    [
        ("English", Words("the and of to is in that for with as it be on are this your from or by an each")),
        ("Spanish", Words("el los las del que en una con por para como es se su más al lo cada y")),
        ("French", Words("le les des du que est une dans pour avec sur ce qui vous et au aux votre chaque")),
        ("German", Words("der die das und ist den von zu mit ein eine auf für nicht des dem sie als im jede")),
        ("Portuguese", Words("os as do da em um uma para com não por mais dos das ao sua você cada e")),
        ("Italian", Words("il gli di che della un una per con del sono non è nel alla ogni i dei")),
        ("Dutch", Words("de het een van en is op voor met dat niet zijn te aan je elke om ook")),
        ("Polish", Words("i w na z do nie się jest że o jak oraz każdy po od dla")),
        ("Turkish", Words("ve bir bu için ile da de olarak her ne gibi daha sonra")),
        ("Indonesian", Words("yang dan di untuk dengan ini dari pada setiap adalah anda tidak ke")),
        ("Vietnamese", Words("và của là các một cho không được trong với bạn những mỗi")),
        ("Swedish", Words("och att det som en är på för av med den till inte varje ett")),
        ("Russian", Words("и в на не с что по как для из это или от каждый")),
        ("Ukrainian", Words("і в на не з що по як для із це або від кожен та")),
        ("Arabic", Words("في من على أن إلى كل مع هذا ثم أو")),
        ("Persian", Words("در از به که را این با است برای هر")),
    ];

    /// <summary>The language of a wording in parts, by its English name; empty where it cannot be told.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        var text = TextNormalizer.Normalize(string.Join(' ', parts));
        var letters = text.Count(char.IsLetter);
        if (letters < LettersMin / 2)
        {
            return "";
        }

        // Japanese comes first: Han may be more of its letters than kana.
        foreach (var (script, first, last) in Scripts)
        {
            if (text.Count(c => c >= first && c <= last) > letters * ScriptShareMin)
            {
                return script;
            }
        }

        var words = text.Split([.. " \t\n.,;:!?()[]{}\"'"], StringSplitOptions.RemoveEmptyEntries);
        var (language, count) = SmallWords
            .Select(item => (item.Language, Count: words.Count(word => item.Words.Contains(word))))
            .OrderByDescending(item => item.Count).First();
        return letters >= LettersMin && count >= SmallWordsMin ? language : "";
    }

    private static string[] Words(string list) => list.Split(' ');
}
