using System.Numerics;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Finds long runs of words that texts of several unrelated actors share at any position, in linear time and bounded
/// memory. Three passes over the texts: winnowed fingerprints into a sketch of fixed size; around the fingerprints that
/// several actors share, all shingles into an exact table; maximal runs of shared shingles. A fixed passage injected
/// into long unique payloads is found exactly so.
/// </summary>
public static class SpanMiner
{
    /// <summary>Finds the spans.</summary>
    /// <param name="texts">
    /// Reads all texts anew at each call, in the same order; the rows index <paramref name="actorBits"/>.
    /// </param>
    /// <param name="actorBits">[texts] per text a 64-bit sketch of its actors: bit (hash of the actor) mod 64.</param>
    /// <param name="options">What counts as a span.</param>
    /// <returns>
    /// Spans in the order of the texts and of their places; those of one text may overlap by a few words. At least two
    /// texts hold the wording of a span.
    /// </returns>
    public static IReadOnlyList<MinedSpan> Mine(
        Func<IEnumerable<(int Row, string Text)>> texts, IReadOnlyList<ulong> actorBits, SpanOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShingleWords, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.WordsMin, options.ShingleWords);
        var window = options.WordsMin - options.ShingleWords + 1;
        var shingles = new Shingles(options.ShingleWords, window);

        var sketch = FillSketch(texts(), actorBits, shingles);
        var actorsOf = CountAround(texts(), actorBits, shingles, sketch, options.ActorsMin, window);
        return new SharedRuns(shingles, actorsOf, options).Find(texts());
    }

    /// <summary>Actors that a 64-bit sketch holds: linear counting (Whang, Vander-Zanden, Taylor 1990).</summary>
    internal static double Estimate(ulong bits)
    {
        var empty = 64 - BitOperations.PopCount(bits);
        return 64 * Math.Log(64.0 / Math.Max(empty, 0.5));
    }

    private static ActorSketch FillSketch(
        IEnumerable<(int Row, string Text)> texts, IReadOnlyList<ulong> actorBits, Shingles shingles)
    {
        var sketch = new ActorSketch();
        var chosen = new List<int>();
        foreach (var (row, text) in texts)
        {
            shingles.Read(text);
            shingles.Winnow(chosen);
            foreach (var index in chosen)
            {
                sketch.Add(shingles[index], actorBits[row]);
            }
        }

        return sketch;
    }

    /// <summary>
    /// Actor bits of every shingle that several actors share, within a window of a fingerprint that they seem to share.
    /// </summary>
    private static ShingleActors CountAround(IEnumerable<(int Row, string Text)> texts,
        IReadOnlyList<ulong> actorBits, Shingles shingles, ActorSketch sketch, int actorsMin, int window)
    {
        var actorsOf = new ShingleActors();
        var chosen = new List<int>();
        foreach (var (row, text) in texts)
        {
            shingles.Read(text);
            shingles.Winnow(chosen);
            var next = 0;
            foreach (var center in chosen)
            {
                if (BitOperations.PopCount(sketch.BitsOf(shingles[center])) < actorsMin)
                {
                    continue;
                }

                var last = Math.Min(shingles.Count - 1, center + window);
                for (var index = Math.Max(next, center - window); index <= last; index++)
                {
                    actorsOf.Add(shingles[index], actorBits[row]);
                }

                next = Math.Max(next, last + 1);
            }
        }

        actorsOf.KeepShared(actorsMin);
        return actorsOf;
    }
}
