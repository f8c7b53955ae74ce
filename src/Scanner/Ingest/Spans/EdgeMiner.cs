using System.Numerics;
using System.Text;
using Scanner.Runs;

namespace Scanner.Ingest.Spans;

/// <summary>
/// Finds short wordings with which texts of several unrelated actors begin or end, "explain every step" before payloads
/// of their own: too short for <see cref="SpanMiner"/>, since so few words repeat by chance anywhere else. Where a
/// wording ends is told by its actors: within it nearly all go on alike, behind it hardly two do (successor variety,
/// Harris: From phoneme to morpheme, Language 31, 1955). Two passes over the texts, in linear time and bounded memory.
/// </summary>
internal sealed class EdgeMiner(IReadOnlyList<ulong> actorBits, SpanOptions options)
{
    // Fewer actors than this share of a wording's own go on with any one word.
    private const double GoOnShare = 0.5;

    // A request's number or a salt before or after what is worded, with a word that names it: "[ref 5f03ab91]".
    private const int SaltWords = 2;
    private const int SaltLength = 6;

    private const int SlotsLog2Min = 20;

    private readonly WordCursor _words = new();

    // Four slots or more for a wording, as far as there is room: few wordings share one.
    private readonly ActorSketch _sketch = new(Math.Clamp(
        3 + BitOperations.Log2((ulong)actorBits.Count * 2 * (uint)(options.WordsMin - options.EdgeWordsMin + 1)),
        SlotsLog2Min, Limits.SpanSketchSlotsLog2));

    private readonly ShingleActors _actorsOf = new();
    private readonly List<(MinedSpan Span, ulong Wording)> _found = [];

    // [words] hashes of the wordings of 1, 2, … words from an edge.
    private readonly ulong[] _hashes = new ulong[options.WordsMin + 1];

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
        foreach (var (row, text) in texts())
        {
            Count(text, actorBits[row]);
        }

        var next = 0;
        foreach (var (row, text) in texts())
        {
            var first = next;
            while (next < longer.Length && longer[next].TextRow == row)
            {
                next++;
            }

            Collect(row, text, longer.AsSpan(first..next));
        }

        _actorsOf.KeepShared(options.EdgeActorsMin);
        return [.. _found.Where(item => _actorsOf.BitsOf(item.Wording) != 0).Select(item => item.Span)];
    }

    private void Count(string text, ulong actors)
    {
        _words.Read(text);
        foreach (var fromEnd in (ReadOnlySpan<bool>)[false, true])
        {
            for (var words = Read(Skipped(text, fromEnd), fromEnd); words >= options.EdgeWordsMin; words--)
            {
                _sketch.Add(_hashes[words], actors);
            }
        }
    }

    private void Collect(int row, string text, ReadOnlySpan<MinedSpan> longer)
    {
        _words.Read(text);
        foreach (var fromEnd in (ReadOnlySpan<bool>)[false, true])
        {
            var skipped = Skipped(text, fromEnd);
            var most = Read(skipped, fromEnd);
            for (var words = options.EdgeWordsMin; words < most; words++)
            {
                var actors = SpanMiner.Estimate(_sketch.BitsOf(_hashes[words]));
                if (!EndsAt(words, actors))
                {
                    continue;
                }

                var first = fromEnd ? _words.Count - skipped - words : skipped;
                var start = _words.Start(first);
                var span = new MinedSpan(row, start, _words.End(first + words - 1) - start, actors);
                if (IsLong(text, first, words) && !IsTold(span, longer))
                {
                    _actorsOf.Add(_hashes[words], actorBits[row]);
                    _found.Add((span, _hashes[words]));
                }
            }
        }
    }

    private bool EndsAt(int words, double actors) => actors >= options.EdgeActorsMin - 0.5
        && SpanMiner.Estimate(_sketch.BitsOf(_hashes[words + 1])) <= GoOnShare * actors;

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

    /// <summary>
    /// Whether a wording has enough words, where a character of a script without spaces is half of one.
    /// </summary>
    private bool IsLong(string text, int first, int words)
    {
        var alone = 0;
        for (var word = first; word < first + words; word++)
        {
            alone += WordCursor.IsAlone(Rune.GetRuneAt(text, _words.Start(word))) ? 1 : 0;
        }

        return words - (0.5 * alone) >= options.EdgeWordsMin;
    }

    /// <summary>
    /// Hashes the wordings of up to the least words of a span from an edge, so that the longest tells whether one goes
    /// on; they are equal at both edges where the words are.
    /// </summary>
    /// <returns>The most words.</returns>
    private int Read(int skipped, bool fromEnd)
    {
        var most = Math.Min(options.WordsMin, _words.Count - skipped);
        var (rolling, power) = (0UL, 1UL);
        for (var words = 1; words <= most; words++)
        {
            if (fromEnd)
            {
                rolling += _words.Hash(_words.Count - skipped - words) * power;
                power *= Shingles.Base;
            }
            else
            {
                rolling = (rolling * Shingles.Base) + _words.Hash(skipped + words - 1);
            }

            _hashes[words] = WordCursor.Mix(rolling + (ulong)words);
        }

        return most;
    }

    /// <summary>How many words at an edge are a salt: those up to a long one with a digit.</summary>
    private int Skipped(string text, bool fromEnd)
    {
        for (var place = Math.Min(SaltWords, _words.Count) - 1; place >= 0; place--)
        {
            var word = fromEnd ? _words.Count - 1 - place : place;
            var letters = text.AsSpan(_words.Start(word).._words.End(word));
            if (letters.Length >= SaltLength && letters.ContainsAnyInRange('0', '9'))
            {
                return place + 1;
            }
        }

        return 0;
    }
}
