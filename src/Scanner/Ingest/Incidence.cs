namespace Scanner.Ingest;

/// <summary>
/// Which values belong to which keys, as compressed sparse rows: the templates of a request, the requests of a
/// template.
/// </summary>
public sealed class Incidence
{
    private readonly int[] _starts;
    private readonly int[] _values;

    private Incidence(int[] starts, int[] values) => (_starts, _values) = (starts, values);

    /// <summary>Number of keys.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The values of a key, ascending, each once.</summary>
    public ReadOnlySpan<int> Of(int key) => _values.AsSpan(_starts[key].._starts[key + 1]);

    /// <summary>
    /// Builds the rows: <paramref name="addValues"/> adds the values of a key, in any order, repeats allowed.
    /// </summary>
    public static Incidence Build(int keys, Action<int, List<int>> addValues)
    {
        var starts = new int[keys + 1];
        var values = new List<int>();
        var row = new List<int>();
        for (var key = 0; key < keys; key++)
        {
            row.Clear();
            addValues(key, row);
            row.Sort();
            for (var i = 0; i < row.Count; i++)
            {
                if (i == 0 || row[i] != row[i - 1])
                {
                    values.Add(row[i]);
                }
            }

            starts[key + 1] = values.Count;
        }

        return new Incidence(starts, [.. values]);
    }

    /// <summary>The other way round: from values to keys.</summary>
    /// <param name="valueCount">Number of values; all are below it.</param>
    public Incidence Transpose(int valueCount)
    {
        var starts = new int[valueCount + 1];
        foreach (var value in _values)
        {
            starts[value + 1]++;
        }

        for (var value = 0; value < valueCount; value++)
        {
            starts[value + 1] += starts[value];
        }

        var next = starts[..^1];
        var keys = new int[_values.Length];
        for (var key = 0; key < Count; key++)
        {
            foreach (var value in Of(key))
            {
                keys[next[value]++] = key;
            }
        }

        return new Incidence(starts, keys);
    }
}
