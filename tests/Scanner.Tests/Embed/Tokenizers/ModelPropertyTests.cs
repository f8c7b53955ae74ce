using Scanner.Embed;
using Scanner.Embed.Tokenizers;

namespace Scanner.Tests.Embed.Tokenizers;

/// <summary>The fast models against loops that nobody can doubt, on random vocabularies and texts.</summary>
public sealed class ModelPropertyTests
{
    private const string Letters = "abc";

    private static readonly string[] Bits =
    [
        "'", "s", "LL", "ve", " ", "  ", "\n", "\r\n", "\t", "é", "中", "1", "٣", "Ⅷ", "!", "🙂", "𝐀",
        "\u00a0", "\u0301", "𐒠",
    ];

    [Fact]
    public void Unigram_finds_the_best_of_all_ways()
    {
        var random = new Random(1);
        for (int round = 0; round < 300; round++)
        {
            var scored = RandomTexts(random, 12, 4).Concat(["a", "b", "c"]).Distinct()
                .Select(piece => (piece, -1 - 5 * random.NextDouble())).ToArray();
            string text = RandomTexts(random, 1, 12).Single();
            var ids = Ids(new UnigramModel(scored, PieceTable.None, fallsBackToBytes: false), text);
            Assert.Equal(text, string.Concat(ids.Select(id => scored[id].piece)));
            Assert.Equal(BestScore(text, scored), ids.Sum(id => scored[id].Item2), 1e-9);
        }
    }

    [Fact]
    public void Unknown_characters_in_a_row_are_one_or_bytes()
    {
        (string, double)[] pieces = [("<unk>", 0), ("a", -1), ("<0xC3>", 0), ("<0xA9>", 0)];
        Assert.Equal([1, 0, 1, 0], Ids(new UnigramModel(pieces, 0, fallsBackToBytes: false), "aééaé"));
        Assert.Equal([1, 2, 3, 2, 3, 1], Ids(new UnigramModel(pieces, 0, fallsBackToBytes: true), "aééa"));
        // A byte without a token: none of them is written.
        Assert.Equal([1, 0, 1], Ids(new UnigramModel(pieces, 0, fallsBackToBytes: true), "aéüa"));
    }

    [Fact]
    public void Bpe_merges_the_lowest_rank_first()
    {
        var random = new Random(2);
        for (int round = 0; round < 300; round++)
        {
            var ids = Letters.Select((letter, id) => (letter.ToString(), id)).ToDictionary();
            var merges = new List<(string Left, string Right)>();
            for (int i = 0; i < 12; i++)
            {
                var tokens = ids.Keys.ToArray();
                var merge = (tokens[random.Next(tokens.Length)], tokens[random.Next(tokens.Length)]);
                if (!merges.Contains(merge))
                    merges.Add(merge);
                ids.TryAdd(merge.Item1 + merge.Item2, ids.Count);
            }

            var model = new BpeModel(
                new PieceTable(ids),
                merges.Select((merge, rank) => (
                    BpeModel.Pair(ids[merge.Left], ids[merge.Right]), (rank, ids[merge.Left + merge.Right])))
                    .ToDictionary(),
                new BpeOptions());
            // Longer than what the cache of words takes, and shorter.
            foreach (string text in RandomTexts(random, 20, 30))
                Assert.Equal(MergedPlainly(text, merges).Select(token => ids[token]), Ids(model, text));
        }
    }

    [Fact]
    public void The_pattern_without_an_engine_matches_what_the_engine_matches()
    {
        string[] patterns =
        [
            @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
            .. ((string[])[@"\p{N}", @"\p{N}{1,3}", @"\p{N}+"]).Select(digits =>
                @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|" + digits
                + @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"),
        ];
        var random = new Random(3);
        foreach (string pattern in patterns)
        {
            var (fast, reference) = (GptWordPattern.Of(pattern), new RegexPattern(pattern));
            Assert.NotNull(fast);
            for (int round = 0; round < 2000; round++)
            {
                string text = string.Concat(Enumerable.Range(0, 12).Select(_ =>
                    Bits[random.Next(Bits.Length)]));
                Assert.Equal(Matches(reference, text), Matches(fast, text));
            }
        }
    }

    private static List<string> Matches(ITextPattern pattern, string text)
    {
        var matches = new PieceText();
        pattern.Find(text, matches);
        return [.. matches.Pieces.ToArray().Select(match => text[match.Start..match.End])];
    }

    private static int[] Ids(ITokenModel model, string text)
    {
        var tokens = new TokenBuffer();
        model.Add(text, tokens);
        return tokens.Ids.ToArray();
    }

    private static List<string> MergedPlainly(string text, List<(string Left, string Right)> merges)
    {
        List<string> tokens = [.. text.Select(letter => letter.ToString())];
        while (true)
        {
            var ranks = tokens.Zip(tokens.Skip(1)).Select(pair => merges.IndexOf(pair)).ToList();
            if (!ranks.Any(rank => rank >= 0))
                return tokens;
            int place = ranks.IndexOf(ranks.Where(rank => rank >= 0).Min());
            tokens[place] += tokens[place + 1];
            tokens.RemoveAt(place + 1);
        }
    }

    private static double BestScore(string text, (string Piece, double Score)[] pieces) => text.Length == 0
        ? 0
        : pieces.Where(piece => text.StartsWith(piece.Piece, StringComparison.Ordinal))
            .Max(piece => piece.Score + BestScore(text[piece.Piece.Length..], pieces));

    private static string[] RandomTexts(Random random, int count, int lengthMax) =>
    [
        .. Enumerable.Range(0, count).Select(_ => string.Concat(
            Enumerable.Range(0, random.Next(1, lengthMax + 1)).Select(_ => Letters[random.Next(Letters.Length)]))),
    ];
}
