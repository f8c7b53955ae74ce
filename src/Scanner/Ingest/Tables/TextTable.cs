using Scanner.Ingest.Segments;
using Scanner.Runs;

namespace Scanner.Ingest.Tables;

/// <summary>
/// The distinct texts, in order of first appearance. Texts lie in the database; in memory a text has its hash, its
/// kinds
/// and a sketch of its actors: about 60 bytes.
/// </summary>
internal sealed class TextTable : IDisposable
{
    private readonly Database _database;
    private readonly Dictionary<UInt128, int> _rows = [];
    private readonly List<TextKinds> _kinds = [];
    private readonly List<ulong> _actors = [];
    private TableWriter? _writer;

    /// <summary>An empty table <c>texts</c> in a database.</summary>
    public TextTable(Database database)
    {
        _database = database;
        database.Execute("CREATE TABLE texts (row INTEGER, text VARCHAR, original VARCHAR)");
    }

    /// <summary>Distinct texts.</summary>
    public int Count => _kinds.Count;

    /// <summary>Per text what it is a segment of.</summary>
    public IReadOnlyList<TextKinds> Kinds => _kinds;

    /// <summary>Per text a 64-bit sketch of the actors that sent it.</summary>
    public IReadOnlyList<ulong> Actors => _actors;

    /// <summary>The row of a segment, added when it is new; −1 for null.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="actorBit">One bit: the hash of its sender modulo 64.</param>
    /// <exception cref="ScanException">More distinct texts than a run can hold.</exception>
    public int Add(Segment? segment, TextKinds kind, ulong actorBit)
    {
        if (segment is null)
            return -1;
        if (!_rows.TryGetValue(segment.Hash, out var row))
        {
            row = Append(segment);
            _rows.Add(segment.Hash, row);
        }
        _kinds[row] |= kind;
        _actors[row] |= actorBit;
        return row;
    }

    /// <summary>Makes the texts added so far readable.</summary>
    public void Flush()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>The texts of some kinds, in order. Call <see cref="Flush"/> before.</summary>
    public IEnumerable<(int Row, string Text)> Read(TextKinds kinds)
    {
        using var reader = _database.Query("SELECT row, text FROM texts");
        while (reader.NextChunk())
            for (var i = 0; i < reader.RowCount; i++)
            {
                var row = reader.Column<int>(0)[i];
                if ((_kinds[row] & kinds) != 0)
                    yield return (row, reader.Text(1, i)!);
            }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private int Append(Segment segment)
    {
        if (Count == Limits.TextsMax)
            throw new ScanException(
                $"found more than {Limits.TextsMax} distinct texts, the most one run can hold. "
                + "Scan fewer days at a time.");
        _writer ??= _database.Append("texts");
        _writer.Set(0, Count);
        _writer.SetText(1, segment.Text);
        _writer.SetText(2, segment.Original);
        _writer.EndRow();
        _kinds.Add(TextKinds.None);
        _actors.Add(0);
        return Count - 1;
    }
}
