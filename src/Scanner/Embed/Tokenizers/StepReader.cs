using Scanner.Runs;

namespace Scanner.Embed.Tokenizers;

/// <summary>Reads normalizers and pre-tokenizers; a sequence becomes its steps.</summary>
internal static class StepReader
{
    private const string NormalizerTypes =
        "one of BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, "
        + "Sequence, Strip, StripAccents";

    private const string PreTokenizerTypes =
        "one of BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, Metaspace, Punctuation, Sequence, Split, "
        + "Whitespace, WhitespaceSplit";

    /// <summary>The steps of a normalizer; none where there is none.</summary>
    /// <exception cref="ScanException">A type is unknown, or a field is missing.</exception>
    public static INormalizer[] Normalizers(JsonFile? part) => part?.Text("type") switch
    {
        null when part is null => [],
        "Sequence" => [.. part.Items("normalizers").SelectMany(Normalizers)],
        "BertNormalizer" => BertNormalizer(
            part.Flag("clean_text") ?? true, part.Flag("handle_chinese_chars") ?? true,
            part.Flag("strip_accents") ?? part.Flag("lowercase") ?? true, part.Flag("lowercase") ?? true),
        "ByteLevel" => [new ByteLevelStep(addsBlank: false, words: null)],
        "Lowercase" => [new Lowercasing()],
        "NFC" => [new UnicodeFormStep(isCompatible: false, composes: true)],
        "NFD" => [new UnicodeFormStep(isCompatible: false, composes: false)],
        "NFKC" => [new UnicodeFormStep(isCompatible: true, composes: true)],
        "NFKD" => [new UnicodeFormStep(isCompatible: true, composes: false)],
        "Nmt" => [new NmtCleaning()],
        "Precompiled" => [Precompiled(part)],
        "Prepend" => [new Prepending(Required(part, "prepend"))],
        "Replace" => [new Replacing(Pattern(part), Required(part, "content"))],
        "Strip" => [new Stripping(part.Flag("strip_left") ?? true, part.Flag("strip_right") ?? true)],
        "StripAccents" => [new MarkStripping(all: true)],
        var type => throw TokenizerReader.Unsupported(part, "type", type, NormalizerTypes),
    };

    /// <summary>BERT's normalizer as steps.</summary>
    public static INormalizer[] BertNormalizer(bool cleans, bool splitsHan, bool stripsAccents, bool lowers)
    {
        INormalizer[] accents =
            [new UnicodeFormStep(isCompatible: false, composes: false), new MarkStripping(all: false)];
        return
        [
            new BertCleaning(cleans, splitsHan),
            .. stripsAccents ? accents : [],
            .. lowers ? [new Lowercasing()] : (INormalizer[])[],
        ];
    }

    /// <summary>The steps of a pre-tokenizer; none where there is none.</summary>
    /// <exception cref="ScanException">A type is unknown, or a field is missing.</exception>
    public static IPreTokenizer[] PreTokenizers(JsonFile? part) => part?.Text("type") switch
    {
        null when part is null => [],
        "Sequence" => [.. part.Items("pretokenizers").SelectMany(PreTokenizers)],
        "BertPreTokenizer" => [new BertWords()],
        "ByteLevel" =>
        [
            new ByteLevelStep(
                part.Flag("add_prefix_space") ?? true, part.Flag("use_regex") ?? true ? GptWordPattern.Gpt2 : null),
        ],
        "CharDelimiterSplit" =>
            [new Splitting(new LiteralPattern(Required(part, "delimiter")), SplitBehavior.Removed)],
        "Digits" =>
        [
            new Splitting(new KindPattern(CharacterKind.Number),
                part.Flag("individual_digits") ?? false ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        ],
        "Metaspace" => [ReadMetaspace(part)],
        "Punctuation" => [new Splitting(new KindPattern(CharacterKind.Punctuation), Behavior(part))],
        "Split" => [new Splitting(Pattern(part), Behavior(part), part.Flag("invert") ?? false)],
        "Whitespace" => [new Splitting(new WordPattern(), SplitBehavior.Removed, inverts: true)],
        "WhitespaceSplit" => [new Splitting(new KindPattern(CharacterKind.Blank), SplitBehavior.Removed)],
        var type => throw TokenizerReader.Unsupported(part, "type", type, PreTokenizerTypes),
    };

    private static Metaspace ReadMetaspace(JsonFile part)
    {
        string mark = part.Text("replacement") ?? "▁";
        // Files of tokenizers before 0.14 say add_prefix_space.
        string scheme = part.Text("prepend_scheme") ?? (part.Flag("add_prefix_space") ?? true ? "always" : "never");
        if (mark.Length != 1 || !Enum.TryParse<MetaspacePrefix>(scheme, ignoreCase: true, out var prefix))
        {
            throw TokenizerReader.Unsupported(
                part, "replacement and prepend_scheme", $"{mark} {scheme}",
                "one character, and always, first or never");
        }

        return new Metaspace(mark[0], prefix, part.Flag("split") ?? true);
    }

    private static SplitBehavior Behavior(JsonFile part) =>
        Enum.TryParse<SplitBehavior>(part.Text("behavior") ?? nameof(SplitBehavior.Isolated), out var behavior)
            ? behavior
            : throw TokenizerReader.Unsupported(
                part, "behavior", part.Text("behavior"), string.Join(", ", Enum.GetNames<SplitBehavior>()));

    /// <summary>A pattern: <c>{"String": …}</c> or <c>{"Regex": …}</c>.</summary>
    private static ITextPattern Pattern(JsonFile part)
    {
        if (part.Text("pattern", "String") is { } literal)
        {
            return new LiteralPattern(literal);
        }

        string regex = part.Text("pattern", "Regex")
            ?? throw TokenizerReader.Unsupported(part, "pattern", null, "a String or a Regex");
        try
        {
            return GptWordPattern.Of(regex) ?? (ITextPattern)new RegexPattern(regex);
        }
        catch (ArgumentException error)
        {
            throw TokenizerReader.Unsupported(
                part, "pattern", regex, $"a regular expression that .NET knows ({error.Message.TrimEnd('.')})");
        }
    }

    private static CharacterMap Precompiled(JsonFile part)
    {
        string? encoded = part.Text("precompiled_charsmap");
        try
        {
            return new CharacterMap(Convert.FromBase64String(encoded ?? ""));
        }
        catch (Exception error) when (error is FormatException or ScanException)
        {
            throw new ScanException(
                $"{part.Place}: found a precompiled_charsmap that cannot be read: {error.Message}", error);
        }
    }

    private static string Required(JsonFile part, string field) =>
        part.Text(field) ?? throw TokenizerReader.Unsupported(part, field, null, "a text");
}
