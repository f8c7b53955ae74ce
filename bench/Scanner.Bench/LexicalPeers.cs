using Scanner.Embed;
using Scanner.Ingest.Normalization;

namespace Scanner.Bench;

/// <summary>What others compare wording with, written plainly.</summary>
internal static class LexicalPeers
{
    private const int MinHashes = 128, ShingleLength = 5;

    /// <summary>Words: runs of letters and digits.</summary>
    public static IEnumerable<string> Words(string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i])) continue;
            if (i > start) yield return text[start..i];
            start = i + 1;
        }
    }

    /// <summary>Runs of 3 to 5 characters.</summary>
    public static IEnumerable<string> Characters(string text) => Enumerable.Range(3, 3)
        .SelectMany(length => Enumerable.Range(0, Math.Max(0, text.Length - length + 1))
            .Select(start => text.Substring(start, length)));

    /// <summary>Cosine of TF-IDF with sublinear counts, its weights learnt on the texts of the set.</summary>
    public static double[] TfIdf(IReadOnlyList<LabelledPair> pairs, Func<string, IEnumerable<string>> cut)
    {
        var bags = Texts(pairs).Select(text => cut(text).CountBy(token => token).ToDictionary()).ToArray();
        var documents = bags.SelectMany(bag => bag.Keys).CountBy(token => token).ToDictionary();
        return Cosines(bags, token => Math.Log((1.0 + bags.Length) / (1 + documents[token])) + 1);
    }

    /// <summary>The default model before it learnt: every hashed word weighs the same.</summary>
    public static double[] Untrained(IReadOnlyList<LabelledPair> pairs)
    {
        var tokenizer = ModelFolder.Open("default").Tokenizer;
        var tokens = new TokenBuffer();
        return Cosines([.. Texts(pairs).Select(text =>
        {
            tokenizer.Encode(text, 1024, tokens);
            return tokens.Ids.ToArray().CountBy(id => id).ToDictionary();
        })], _ => 1);
    }

    /// <summary>Share of equal least hashes of shingles: Jaccard's similarity, estimated (Broder, 1997).</summary>
    public static double[] MinHash(IReadOnlyList<LabelledPair> pairs)
    {
        var sketches = Texts(pairs).Select(Sketch).ToArray();
        return
        [
            .. Enumerable.Range(0, pairs.Count).Select(pair =>
                sketches[2 * pair].Zip(sketches[(2 * pair) + 1]).Count(both => both.First == both.Second)
                / (double)MinHashes),
        ];
    }

    private static ulong[] Sketch(string text)
    {
        var least = new ulong[MinHashes];
        Array.Fill(least, ulong.MaxValue);
        for (int start = 0; start <= Math.Max(0, text.Length - ShingleLength); start++)
        {
            ulong hash = 14695981039346656037;
            foreach (char unit in text.AsSpan(start, Math.Min(ShingleLength, text.Length - start)))
                hash = (hash ^ unit) * 1099511628211;
            for (int i = 0; i < MinHashes; i++)
            {
                ulong mixed = (hash + ((ulong)i * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
                least[i] = Math.Min(least[i], mixed ^ (mixed >> 31));
            }
        }

        return least;
    }

    private static double[] Cosines<T>(Dictionary<T, int>[] bags, Func<T, double> weigh)
        where T : notnull
    {
        var vectors = bags.Select(bag =>
            bag.ToDictionary(token => token.Key, token => (1 + Math.Log(token.Value)) * weigh(token.Key))).ToArray();
        double[] lengths = [.. vectors.Select(vector => Math.Sqrt(vector.Values.Sum(x => x * x)))];
        return
        [
            .. Enumerable.Range(0, bags.Length / 2).Select(pair =>
            {
                var (left, right) = (vectors[2 * pair], vectors[(2 * pair) + 1]);
                double product = left.Sum(token => token.Value * right.GetValueOrDefault(token.Key));
                double length = lengths[2 * pair] * lengths[(2 * pair) + 1];
                return length == 0 ? 0 : product / length;
            }),
        ];
    }

    private static IEnumerable<string> Texts(IReadOnlyList<LabelledPair> pairs) => pairs
        .SelectMany(pair => (string[])[pair.Left, pair.Right]).Select(text => TextNormalizer.Normalize(text));
}
