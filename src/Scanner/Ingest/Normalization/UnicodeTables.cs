using System.Globalization;

namespace Scanner.Ingest.Normalization;

/// <summary>
/// Unicode's decompositions, combining classes and composites, read once from the embedded <c>unicode.txt</c>.
/// </summary>
internal sealed class UnicodeTables
{
    /// <summary>The tables, read at the first use.</summary>
    public static UnicodeTables Shared => Loaded.Value;

    private static readonly Lazy<UnicodeTables> Loaded = new(() => new UnicodeTables());

    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<(int, int), int> _composites = [];

    private UnicodeTables()
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("Scanner.Ingest.unicode.txt")
            ?? throw new InvalidOperationException("The resource unicode.txt is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            Add(line.Split(' '));
        }
    }

    /// <summary>The full decomposition, or null where there is none. Not for Hangul syllables.</summary>
    /// <param name="code">The character.</param>
    /// <param name="isCompatible">Of the compatibility forms (KC, KD), else of the canonical ones (C, D).</param>
    public int[]? Decomposition(int code, bool isCompatible) =>
        (isCompatible ? _compatible : _canonical).GetValueOrDefault(code);

    /// <summary>Canonical combining class; 0 for starters.</summary>
    public byte CombiningClass(int code) => _classes.GetValueOrDefault(code);

    /// <summary>The primary composite of two characters, or 0. Not for Hangul.</summary>
    public int Composite(int first, int second) => _composites.GetValueOrDefault((first, second));

    /// <summary>
    /// For each UTF-16 unit whether a form neither changes it nor lets it change with the character before it.
    /// </summary>
    public bool[] Plain(bool isCompatible, bool composes)
    {
        var plain = new bool[0x10000];
        Array.Fill(plain, true);
        Array.Fill(plain, false, 0xD800, 0x800);
        // Jamo compose to syllables, and those decompose.
        Array.Fill(plain, false, composes ? 0x1100 : 0xAC00, composes ? 0x100 : 0xD7A4 - 0xAC00);
        Set((isCompatible ? _compatible : _canonical).Keys, false);
        Set(_classes.Keys, false);
        if (composes)
        {
            // The composite itself is stable, unless compatibility changes it: plain again, though it decomposes on
            // the way.
            Set(_composites.Values.Where(code => !isCompatible || _compatible[code] == _canonical[code]), true);
            Set(_composites.Keys.Select(pair => pair.Item2), false);
        }

        return plain;

        void Set(IEnumerable<int> codes, bool value)
        {
            foreach (var code in codes)
            {
                if (code < plain.Length)
                {
                    plain[code] = value;
                }
            }
        }
    }

    private void Add(string[] parts)
    {
        switch (parts[0])
        {
            case "D" or "B" or "N":
                int[] mapping = [.. parts.Skip(2).Select(Hex)];
                if (parts[0] != "N")
                {
                    _compatible[Hex(parts[1])] = mapping;
                }

                if (parts[0] != "D")
                {
                    _canonical[Hex(parts[1])] = mapping;
                }

                break;
            case "K":
                for (var code = Hex(parts[1]); code <= Hex(parts[2]); code++)
                {
                    _classes[code] = byte.Parse(parts[3], CultureInfo.InvariantCulture);
                }

                break;
            case "C":
                _composites[(Hex(parts[1]), Hex(parts[2]))] = Hex(parts[3]);
                break;
        }
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
