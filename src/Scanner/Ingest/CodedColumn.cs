namespace Scanner.Ingest;

/// <summary>A text column as codes: equal texts have equal codes, numbered in order of first appearance.</summary>
/// <param name="Codes">[rows] index into <paramref name="Values"/>, −1 where absent.</param>
/// <param name="Values">The distinct texts.</param>
public sealed record CodedColumn(int[] Codes, string[] Values)
{
    /// <summary>The text of a row, null where absent.</summary>
    public string? this[int row] => Codes[row] < 0 ? null : Values[Codes[row]];

    /// <summary>Collects a column row by row.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, int> _codeOf = [];
        private readonly List<int> _codes = [];

        public void Add(string? value)
        {
            if (value is null)
            {
                _codes.Add(-1);
                return;
            }

            if (!_codeOf.TryGetValue(value, out var code))
            {
                _codeOf[value] = code = _codeOf.Count;
            }

            _codes.Add(code);
        }

        public CodedColumn Build() => new([.. _codes], [.. _codeOf.Keys]);
    }
}
