using System.Numerics;
using Scanner.Runs;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Finds short wordings with which texts of several unrelated actors begin or end, "explain every step" before payloads
/// of their own: too short for <see cref="SpanMiner"/>, since so few words repeat by chance anywhere else. Where a
/// wording ends is told by its actors: within it nearly all go on alike, behind it hardly two do (successor variety,
/// Harris: From phoneme to morpheme, Language 31, 1955). Two passes over the texts, in linear time and bounded memory.
/// </summary>
/// <param name="actorBits">See <see cref="SpanMiner.Mine"/>.</param>
/// <param name="options">What counts as a span.</param>
/// <param name="threads">Threads to use; what is found does not depend on it.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class EdgeMiner(
    IReadOnlyList<ulong> actorBits, SpanOptions options, int threads = 1, CancellationToken cancellation = default)
{
    // Fewer actors than this share of a wording's own go on with any one word.
    private const double GoOnShare = 0.5;

    private const int SlotsLog2Min = 20;

    // Four slots or more for a wording, as far as there is room: few wordings share one.
    private readonly ActorSketch _sketch = new(Math.Clamp(
        3 + BitOperations.Log2((ulong)actorBits.Count * 2 * (uint)(options.WordsMin - options.EdgeWordsMin + 1)),
        SlotsLog2Min, Limits.SpanSketchSlotsLog2));

    private readonly ShingleActors _actorsOf = new();

    /// <summary>Finds the wordings.</summary>
    /// <param name="texts">
    /// Reads all texts anew at each call, in the same order; the rows index the actors' bits.
    /// </param>
    /// <param name="longer">
    /// Longer spans of these texts, in their order: a wording that overlaps one is a part of it or its surroundings,
    /// and one of no more actors is what stands around it.
    /// </param>
    /// <returns>Wordings in the order of the texts.</returns>
    public IReadOnlyList<MinedSpan> Mine(Func<IEnumerable<(int Row, string Text)>> texts, MinedSpan[] longer)
    {
        OrderedTasks.ForEach(texts().Chunk(SpanMiner.BatchTexts), Count, threads, cancellation);
        List<(MinedSpan Span, ulong Wording)> found = [.. OrderedTasks.Select(
            TextSpans.With(texts(), longer).Chunk(SpanMiner.BatchTexts), batch => Collect(batch, longer), threads,
            cancellation).SelectMany(some => some)];
        _actorsOf.KeepShared(options.EdgeActorsMin);
        return [.. found.Where(item => _actorsOf.BitsOf(item.Wording) != 0).Select(item => item.Span)];
    }

    private void Count((int Row, string Text)[] texts)
    {
        var edge = new EdgeReader(options);
        foreach (var (row, text) in texts)
        {
            edge.Read(text);
            foreach (var fromEnd in (ReadOnlySpan<bool>)[false, true])
            {
                edge.ReadEdge(fromEnd);
                for (var words = edge.WordsMost; words >= options.EdgeWordsMin; words--)
                {
                    _sketch.Add(edge[words], actorBits[row]);
                }
            }
        }
    }

    private List<(MinedSpan Span, ulong Wording)> Collect(
        (int Row, string Text, Range Spans)[] texts, MinedSpan[] longer)
    {
        var edge = new EdgeReader(options);
        List<(MinedSpan Span, ulong Wording)> found = [];
        foreach (var (row, text, places) in texts)
        {
            edge.Read(text);
            foreach (var fromEnd in (ReadOnlySpan<bool>)[false, true])
            {
                edge.ReadEdge(fromEnd);
                for (var words = options.EdgeWordsMin; words < edge.WordsMost; words++)
                {
                    var actors = SpanMiner.Estimate(_sketch.BitsOf(edge[words]));
                    if (!EndsAt(edge, words, actors))
                    {
                        continue;
                    }

                    var (start, length) = edge.PlaceOf(words);
                    var span = new MinedSpan(row, start, length, actors);
                    if (edge.IsLong(words) && !IsTold(span, longer.AsSpan(places)))
                    {
                        _actorsOf.Add([edge[words]], actorBits[row]);
                        found.Add((span, edge[words]));
                    }
                }
            }
        }

        return found;
    }

    private bool EndsAt(EdgeReader edge, int words, double actors) => actors >= options.EdgeActorsMin - 0.5
        && SpanMiner.Estimate(_sketch.BitsOf(edge[words + 1])) <= GoOnShare * actors;

    private static bool IsTold(MinedSpan span, ReadOnlySpan<MinedSpan> longer)
    {
        foreach (var other in longer)
        {
            if (other.Actors >= span.Actors
                || (other.Start < span.Start + span.Length && span.Start < other.Start + other.Length))
            {
                return true;
            }
        }

        return false;
    }
}
