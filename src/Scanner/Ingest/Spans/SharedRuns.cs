using System.Runtime.InteropServices;

namespace Scanner.Ingest.Spans;

/// <summary>The last pass of the span miner: maximal runs of shared shingles. One object a thread.</summary>
/// <param name="shingles">Reads the shingles of a text.</param>
/// <param name="actorsOf">Actor bits of the shingles that several actors share.</param>
/// <param name="options">What counts as a span.</param>
internal sealed class SharedRuns(Shingles shingles, ShingleActors actorsOf, SpanOptions options)
{
    // A factor beyond the error of a 64-bit sketch: a passage of forty actors next to a payload of five is two spans.
    private const double SupportJump = 3;

    // The core of a run: where it has at least this share of its most actors. Beyond the ends of a fixed passage only
    // those actors are left whose own text goes on alike.
    private const double CoreShare = 0.67;

    private readonly int _shinglesMin = options.WordsMin - options.ShingleWords + 1;
    private readonly List<Run> _runs = [];

    // Actors of the shingles of the run at hand, used again from run to run.
    private readonly List<double> _actors = [];

    // [shingles of the text at hand] their actors.
    private ulong[] _bits = [];

    /// <summary>A run, its core, and hashes of how both are worded.</summary>
    internal readonly record struct Run(MinedSpan Whole, ulong Wording, MinedSpan Core, ulong CoreWording);

    /// <summary>The spans among the runs of all texts, in their order.</summary>
    public static IReadOnlyList<MinedSpan> Merge(IEnumerable<IReadOnlyList<Run>> found)
    {
        List<Run> runs = [];
        Dictionary<ulong, int> textsWith = [];
        foreach (var run in found.SelectMany(some => some))
        {
            runs.Add(run);
            CollectionsMarshal.GetValueRefOrAddDefault(textsWith, run.Wording, out _)++;
            if (run.CoreWording != run.Wording)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(textsWith, run.CoreWording, out _)++;
            }
        }

        // What is worded so only once is a run that chance has prolonged: its core may be what others have as well. A
        // wording that stays alone would be a row of the matrix for nothing.
        return [.. runs.Where(run => textsWith[run.CoreWording] > 1)
            .Select(run => textsWith[run.Wording] > 1 ? run.Whole : run.Core)];
    }

    /// <summary>The runs of texts that are long enough.</summary>
    public IReadOnlyList<Run> Find((int Row, string Text)[] texts)
    {
        foreach (var (row, text) in texts)
        {
            shingles.Read(text);
            if (_bits.Length < shingles.Count)
            {
                _bits = new ulong[Math.Max(shingles.Count, 2 * _bits.Length)];
            }

            actorsOf.Read(shingles.Hashes, _bits);
            for (var start = 0; start < shingles.Count;)
            {
                ReadRun(start);
                if (_actors.Count >= _shinglesMin)
                {
                    Add(row, start);
                }

                start += Math.Max(1, _actors.Count);
            }
        }

        return _runs;
    }

    /// <summary>Actors of the shingles from here on, while they are several and about equally many.</summary>
    private void ReadRun(int start)
    {
        _actors.Clear();
        var (least, most) = (double.MaxValue, 0.0);
        for (var index = start; index < shingles.Count; index++)
        {
            var bits = _bits[index];
            if (bits == 0)
            {
                return;
            }

            var count = SpanMiner.Estimate(bits);
            (least, most) = (Math.Min(least, count), Math.Max(most, count));
            if (least * SupportJump < most)
            {
                return;
            }

            _actors.Add(count);
        }
    }

    private void Add(int row, int start)
    {
        var (first, count) = Core();
        _runs.Add(new Run(
            Span(row, start, _actors.Count), Wording(start, _actors.Count),
            Span(row, start + first, count), Wording(start + first, count)));
    }

    /// <summary>The longest stretch with nearly the run's most actors; the whole run where that is too short.</summary>
    private (int First, int Count) Core()
    {
        var least = CoreShare * _actors.Max();
        var (bestFirst, bestCount, count) = (0, 0, 0);
        for (var index = 0; index < _actors.Count; index++)
        {
            count = _actors[index] >= least ? count + 1 : 0;
            if (count > bestCount)
            {
                (bestFirst, bestCount) = (index - count + 1, count);
            }
        }

        return bestCount >= _shinglesMin ? (bestFirst, bestCount) : (0, _actors.Count);
    }

    private ulong Wording(int first, int count) => shingles.HashOf(first, first + count - 1);

    private MinedSpan Span(int row, int first, int count)
    {
        var start = shingles.Words.Start(first);
        return new MinedSpan(
            row, start, shingles.Words.End(first + count + options.ShingleWords - 2) - start, _actors.Max());
    }
}
