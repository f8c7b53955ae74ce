using System.Numerics;
using System.Runtime.InteropServices;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Finds long runs of words that texts of several unrelated actors share at any position, in linear time and bounded
/// memory. Three passes over the texts: winnowed fingerprints into a sketch of fixed size; around the fingerprints that
/// several actors share, all shingles into an exact table; maximal runs of shared shingles. A fixed passage injected
/// into long unique payloads is found exactly so.
/// </summary>
public static class SpanMiner
{
    // A factor beyond the error of a 64-bit sketch: a passage of forty actors next to a payload of five is two spans.
    private const double SupportJump = 3;

    /// <summary>Finds the spans.</summary>
    /// <param name="texts">Reads all texts anew at each call, in the same order; the rows index
    /// <paramref name="actorBits"/>.</param>
    /// <param name="actorBits">[texts] per text a 64-bit sketch of its actors: bit (hash of the actor) mod 64.</param>
    /// <param name="options">What counts as a span.</param>
    /// <returns>Spans in the order of the texts and of their places; spans of one text may overlap by a few
    /// words.</returns>
    public static IReadOnlyList<MinedSpan> Mine(
        Func<IEnumerable<(int Row, string Text)>> texts, IReadOnlyList<ulong> actorBits, SpanOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShingleWords, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.WordsMin, options.ShingleWords);
        var window = options.WordsMin - options.ShingleWords + 1;
        var shingles = new Shingles(options.ShingleWords, window);

        var sketch = FillSketch(texts(), actorBits, shingles);
        var actorsOf = CountAround(texts(), actorBits, shingles, sketch, options.ActorsMin, window);
        return Runs(texts(), shingles, actorsOf, options);
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
    /// Exact actor bits of every shingle within a window of a fingerprint that several actors seem to share.
    /// </summary>
    private static Dictionary<ulong, ulong> CountAround(IEnumerable<(int Row, string Text)> texts,
        IReadOnlyList<ulong> actorBits, Shingles shingles, ActorSketch sketch, int actorsMin, int window)
    {
        var actorsOf = new Dictionary<ulong, ulong>();
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
                    CollectionsMarshal.GetValueRefOrAddDefault(
                        actorsOf, shingles[index], out _) |= actorBits[row];
                }

                next = Math.Max(next, last + 1);
            }
        }

        return actorsOf;
    }

    private static List<MinedSpan> Runs(IEnumerable<(int Row, string Text)> texts, Shingles shingles,
        Dictionary<ulong, ulong> actorsOf, SpanOptions options)
    {
        var spans = new List<(MinedSpan Span, ulong Wording)>();
        var textsWith = new Dictionary<ulong, int>();
        var shinglesMin = options.WordsMin - options.ShingleWords + 1;
        foreach (var (row, text) in texts)
        {
            shingles.Read(text);
            var index = 0;
            while (index < shingles.Count)
            {
                if (!IsShared(index))
                {
                    index++;
                    continue;
                }

                var start = index;
                var (least, most) = (double.MaxValue, 0.0);
                for (; index < shingles.Count && IsShared(index); index++)
                {
                    var actors = Estimate(actorsOf[shingles[index]]);
                    if (actors * SupportJump < most || actors > least * SupportJump)
                    {
                        break;
                    }

                    (least, most) = (Math.Min(least, actors), Math.Max(most, actors));
                }

                if (index - start >= shinglesMin)
                {
                    var wording = shingles.HashOf(start, index - 1);
                    spans.Add((SpanOf(row, start, index - 1), wording));
                    CollectionsMarshal.GetValueRefOrAddDefault(textsWith, wording, out _)++;
                }
            }
        }

        // What is worded so only once is a chance chain of shorter shared runs, and would be a row of the matrix for
        // nothing.
        return [.. spans.Where(found => textsWith[found.Wording] > 1).Select(found => found.Span)];

        bool IsShared(int index) =>
            actorsOf.TryGetValue(shingles[index], out var bits) && BitOperations.PopCount(bits) >= options.ActorsMin;

        MinedSpan SpanOf(int row, int first, int last)
        {
            var start = shingles.Words.Start(first);
            return new MinedSpan(row, start, shingles.Words.End(last + options.ShingleWords - 1) - start);
        }
    }
}
