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
    // Texts that one thread reads at a time: some milliseconds of work.
    internal const int BatchTexts = 512;

    /// <summary>Finds the spans.</summary>
    /// <param name="texts">
    /// Reads all texts anew at each call, in the same order; the rows index <paramref name="actorBits"/>.
    /// </param>
    /// <param name="actorBits">[texts] per text a 64-bit sketch of its actors: bit (hash of the actor) mod 64.</param>
    /// <param name="options">What counts as a span.</param>
    /// <param name="threads">Threads to use; what is found does not depend on it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>
    /// Spans in the order of the texts and of their places; those of one text may overlap by a few words. At least two
    /// texts hold the wording of a span.
    /// </returns>
    public static IReadOnlyList<MinedSpan> Mine(
        Func<IEnumerable<(int Row, string Text)>> texts, IReadOnlyList<ulong> actorBits, SpanOptions options,
        int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShingleWords, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.WordsMin, options.ShingleWords);
        var window = options.WordsMin - options.ShingleWords + 1;
        var sketch = new ActorSketch();
        OrderedTasks.ForEach(
            Batches(), batch => FillSketch(batch, actorBits, NewShingles(), sketch), threads, cancellation);
        var actorsOf = new ShingleActors();
        OrderedTasks.ForEach(
            Batches(),
            batch => CountAround(batch, actorBits, NewShingles(), sketch, actorsOf, options.ActorsMin, window),
            threads, cancellation);
        actorsOf.KeepShared(options.ActorsMin);
        return SharedRuns.Merge(OrderedTasks.Select(
            Batches(), batch => new SharedRuns(NewShingles(), actorsOf, options).Find(batch), threads, cancellation));

        IEnumerable<(int Row, string Text)[]> Batches() => texts().Chunk(BatchTexts);

        Shingles NewShingles() => new(options.ShingleWords, window);
    }

    /// <summary>Actors that a 64-bit sketch holds: linear counting (Whang, Vander-Zanden, Taylor 1990).</summary>
    internal static double Estimate(ulong bits)
    {
        var empty = 64 - BitOperations.PopCount(bits);
        return 64 * Math.Log(64.0 / Math.Max(empty, 0.5));
    }

    private static void FillSketch(
        (int Row, string Text)[] texts, IReadOnlyList<ulong> actorBits, Shingles shingles, ActorSketch sketch)
    {
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
    }

    /// <summary>
    /// Actor bits of every shingle that several actors share, within a window of a fingerprint that they seem to share.
    /// </summary>
    private static void CountAround(
        (int Row, string Text)[] texts, IReadOnlyList<ulong> actorBits, Shingles shingles, ActorSketch sketch,
        ShingleActors actorsOf, int actorsMin, int window)
    {
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
                var first = Math.Max(next, center - window);
                if (first <= last)
                {
                    actorsOf.Add(shingles.Hashes[first..(last + 1)], actorBits[row]);
                }

                next = Math.Max(next, last + 1);
            }
        }
    }
}
