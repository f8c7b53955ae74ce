using FsCheck;
using FsCheck.Fluent;
using Scanner.Ingest.Normalization;

namespace Scanner.Tests.Ingest.Normalization;

public sealed class TextNormalizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n ", "")]
    [InlineData("  Two\t\n words ", "two words")]
    [InlineData("a\0b\u0001c\u007F", "abc")]
    [InlineData("za\u200Bpp\u200C\u200Der\u2060\uFEFF", "zapper")]
    [InlineData("soft\u00ADhyphen", "softhyphen")]
    [InlineData("\u202Eabc\u202C \u2066d\u2069", "abc d")]
    [InlineData("a\uFE0Fb\U000E0101c", "abc")]
    [InlineData("tag\U000E0041\U000E0042ged", "tagged")]
    [InlineData("full ｗｉｄｔｈ　ＡＢＣ１２３", "full width abc123")]
    [InlineData("𝐁𝐨𝐥𝐝 𝒮𝒸𝓇𝒾𝓅𝓉 ①②", "bold script 12")]
    [InlineData("ﬁne ﬀ", "fine ff")]
    [InlineData("cafe\u0301 = café", "café = café")]
    [InlineData("h\u0335e\u0336l\u0338l\u030Fo", "hello")]
    [InlineData("“quoted” – it’s…", "\"quoted\" - it's...")]
    [InlineData("🅱🅻🅰🅲🅺 🄰🄱", "black ab")]
    [InlineData("ΌΔΟΣ ὁδός", "όδοσ ὁδόσ")]
    [InlineData("각 \u1100\u1161\u11A8", "각 각")]
    [InlineData("カﾞ ｶﾞ", "ガ ガ")]
    [InlineData("0l1O", "0l1o")]
    [InlineData("\U00010400", "\U00010428")]
    public void Disguises_are_undone(string text, string expected) =>
        Assert.Equal(expected, TextNormalizer.Normalize(text));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("lone \uFFFD end", TextNormalizer.Normalize("lone \uD83D end"));

    [Theory]
    [InlineData("раsswоrd ассоunt", "password account")] // Cyrillic а, с, о, р among Latin letters
    [InlineData("the cοmplete ΑNSWER", "the complete answer")] // Greek omicron and Alpha
    [InlineData("write а роем now", "write a роем now")] // "а" has Latin neighbours; "роем" holds a Cyrillic м
    [InlineData("give ТНЕ ТОР of", "give the top of")] // whole words of lookalikes between Latin words
    [InlineData("ᎳᎻᎪT ꓲS this", "what is this")] // Cherokee and Lisu capitals
    [InlineData("Это Москва, а не рассвет", "это москва, а не рассвет")]
    [InlineData("Прaвда и лoжь", "правда и ложь")] // Latin a and o in Cyrillic words
    [InlineData("сосна", "сосна")]
    [InlineData("Bот хорошо", "вот хорошо")]
    [InlineData("και ο κόσμος", "και ο κόσμοσ")]
    [InlineData("使用GPT写", "使用gpt写")]
    public void Homoglyphs_go_to_the_script_of_their_word(string text, string expected) =>
        Assert.Equal(expected, TextNormalizer.Normalize(text));

    [Fact]
    public void Every_disguised_letter_of_the_benchmark_is_undone()
    {
        const string Plain = "aceopxyiAEOPCTXBHKM";
        const string Disguised = "асеорхуіАЕОРСТХВНКМ";
        foreach (var (plain, disguised) in Plain.Zip(Disguised))
        {
            Assert.NotEqual(plain, disguised);
            Assert.Equal(
                TextNormalizer.Normalize($"the {plain} word z{plain}z"),
                TextNormalizer.Normalize($"the {disguised} word z{disguised}z"));
        }
    }

    [Fact]
    public void Normalising_twice_changes_nothing_for_any_code_point()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
            {
                continue;
            }

            var once = TextNormalizer.Normalize("a" + char.ConvertFromUtf32(code) + "b");
            Assert.Equal(once, TextNormalizer.Normalize(once));
        }
    }

    [Fact]
    public void Normalising_twice_changes_nothing() =>
        Prop.ForAll(NastyText().ToArbitrary(), text =>
        {
            var once = TextNormalizer.Normalize(text);
            Assert.Equal(once, TextNormalizer.Normalize(once));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Invisible_characters_never_matter() =>
        Prop.ForAll(NastyText().ToArbitrary(), text =>
        {
            var dotted = string.Concat(text.EnumerateRunes().Select(rune => "\u200B" + rune));
            Assert.Equal(TextNormalizer.Normalize(text), TextNormalizer.Normalize(dotted));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ascii_takes_the_same_way_as_the_rest() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var ascii = new string([.. (text ?? "").Where(char.IsAscii)]);
            Assert.Equal(TextNormalizer.Normalize(ascii + "é")[..^1].TrimEnd(), TextNormalizer.Normalize(ascii));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", false)]
    [InlineData("?! …👍", false)]
    [InlineData("?7", true)]
    [InlineData("字", true)]
    [InlineData("\U00010428", true)]
    public void A_text_needs_a_letter_or_a_digit(string text, bool expected) =>
        Assert.Equal(expected, TextNormalizer.HasLetterOrDigit(text));

    // Letters of all scripts that fold, marks, blanks, invisible characters, halves of surrogate pairs.
    private static Gen<string> NastyText() =>
        Gen.Elements("abcehnopxyzABHKTÀé аеосрухвнжщАВЕНКМТЖӀһ αοκρνηζΑΒΗΜΝΓςσ ՕoսᎪꓐ "
                .Concat("\u0301\u0323\u0345\u3099\u0653\u0338\u200B")
                .Concat("\u1100\u1161\u11A8각ｶﾞ\u0627ſİıǅ\u00A0\n-'1字\uD83D\uDE00"))
            .ArrayOf().Select(chars => new string(chars));
}
