using System.Numerics;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// A vocabulary as a trie over UTF-16 units: one open-addressed table of edges, read by all threads. A walk from
/// <see cref="Root"/> tells every piece that a text begins with.
/// </summary>
internal sealed class PieceTable
{
    /// <summary>The node of the empty piece.</summary>
    public const int Root = 0;

    /// <summary>No such node, no such piece.</summary>
    public const int None = -1;

    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    private readonly int[] _first = new int[char.MaxValue + 1];
    private readonly List<int> _building = [None];
    private readonly int[] _ids;
    private long[] _edges = new long[1 << 10];
    private int[] _targets = new int[1 << 10];
    private int _count;

    /// <summary>A table of pieces; of equal ones the last counts.</summary>
    public PieceTable(IEnumerable<KeyValuePair<string, int>> pieces)
    {
        Array.Fill(_first, None);
        foreach (var (piece, id) in pieces)
        {
            int node = Root;
            foreach (char unit in piece)
            {
                node = NextOrNew(node, unit);
            }

            _building[node] = id;
            Size = Math.Max(Size, id + 1);
        }

        _ids = [.. _building];
        _building.Clear();
    }

    /// <summary>One more than the largest id.</summary>
    public int Size { get; }

    /// <summary>The id of the piece that ends at a node, or <see cref="None"/>.</summary>
    public int IdAt(int node) => _ids[node];

    /// <summary>The node behind one more unit, or <see cref="None"/>.</summary>
    public int Next(int node, char unit)
    {
        if (node == Root)
        {
            return _first[unit];
        }

        long edge = Edge(node, unit);
        for (int slot = SlotOf(edge); _edges[slot] != 0; slot = (slot + 1) & (_edges.Length - 1))
        {
            if (_edges[slot] == edge)
            {
                return _targets[slot];
            }
        }

        return None;
    }

    /// <summary>The node at the end of a text's walk, or <see cref="None"/>.</summary>
    public int NodeOf(ReadOnlySpan<char> text)
    {
        int node = Root;
        foreach (char unit in text)
        {
            node = Next(node, unit);
            if (node == None)
            {
                return None;
            }
        }

        return node;
    }

    /// <summary>The id of a piece, or <see cref="None"/>.</summary>
    public int IdOf(ReadOnlySpan<char> piece) => NodeOf(piece) is >= 0 and var node ? _ids[node] : None;

    private static long Edge(int node, char unit) => ((long)node << 16) | unit;

    private int SlotOf(long edge) =>
        (int)(((ulong)edge * GoldenRatio) >> (64 - BitOperations.Log2((uint)_edges.Length)));

    private int NextOrNew(int node, char unit)
    {
        if (Next(node, unit) is >= 0 and var known)
        {
            return known;
        }

        int target = _building.Count;
        _building.Add(None);
        if (node == Root)
        {
            _first[unit] = target;
            return target;
        }

        // At most half full, so that a walk that fails ends soon.
        if (++_count * 2 > _edges.Length)
        {
            Grow();
        }

        Put(Edge(node, unit), target);
        return target;
    }

    private void Put(long edge, int target)
    {
        int slot = SlotOf(edge);
        while (_edges[slot] != 0)
        {
            slot = (slot + 1) & (_edges.Length - 1);
        }

        (_edges[slot], _targets[slot]) = (edge, target);
    }

    private void Grow()
    {
        var (edges, targets) = (_edges, _targets);
        _edges = new long[2 * edges.Length];
        _targets = new int[2 * edges.Length];
        for (int slot = 0; slot < edges.Length; slot++)
        {
            if (edges[slot] != 0)
            {
                Put(edges[slot], targets[slot]);
            }
        }
    }
}
