using Scanner.Ingest.Normalization;
using Scanner.Ingest.Spans;
using Scanner.Runs;

namespace Scanner.Ingest.Replays;

/// <summary>
/// What is kept of a response instead of its text: the least hashes of its runs of eight words, a uniform sample of
/// them (bottom-k sketch: Broder, On the resemblance and containment of documents, 1997). A prompt that holds the
/// response holds all of them, one that holds a third of it about a third.
/// </summary>
internal static class ResponseSketch
{
    /// <summary>Words of a run: as for spans, too many to repeat by chance.</summary>
    public const int ShingleWords = 8;

    // Of a shorter answer too few runs are left to tell it by.
    private const int WordsMin = 24;

    [ThreadStatic]
    private static Shingles? _shingles;

    /// <summary>Reads the runs of words of a text; used again from text to text of one thread.</summary>
    public static Shingles Read(string normalised)
    {
        var shingles = _shingles ??= new Shingles(ShingleWords, window: 1);
        shingles.Read(normalised);
        return shingles;
    }

    /// <summary>The fingerprints of a response, ascending, at most
    /// <see cref="Limits.ResponseFingerprintsMax"/>; none where it is absent or short.</summary>
    public static long[] Of(string? response)
    {
        if (response is null)
            return [];
        var shingles = Read(TextNormalizer.Normalize(response));
        if (shingles.Count < WordsMin - ShingleWords + 1)
            return [];
        var least = new SortedSet<long>();
        for (var index = 0; index < shingles.Count; index++)
        {
            var hash = (long)shingles[index];
            if (least.Count < Limits.ResponseFingerprintsMax)
                least.Add(hash);
            else if (hash < least.Max && least.Add(hash))
                least.Remove(least.Max);
        }
        return [.. least];
    }
}
