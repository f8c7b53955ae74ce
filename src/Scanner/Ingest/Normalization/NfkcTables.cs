using System.Globalization;

namespace Scanner.Ingest.Normalization;

/// <summary>
/// Unicode's decompositions, combining classes and composites, read once from the embedded <c>nfkc.txt</c>.
/// </summary>
internal sealed class NfkcTables
{
    /// <summary>The tables, read at the first use.</summary>
    public static NfkcTables Shared => Loaded.Value;

    private static readonly Lazy<NfkcTables> Loaded = new(() => new NfkcTables());

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<(int, int), int> _composites = [];
    private readonly bool[] _plain = new bool[0x10000];

    private NfkcTables()
    {
        Array.Fill(_plain, true);
        Array.Fill(_plain, false, 0xD800, 0x800);
        Array.Fill(_plain, false, 0x1100, 0x100);
        using var stream = typeof(NfkcTables).Assembly.GetManifestResourceStream("Scanner.Ingest.nfkc.txt")
            ?? throw new InvalidOperationException("The resource nfkc.txt is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            Add(line.Split(' '));
        }
    }

    /// <summary>Neither changed by NFKC nor able to change with the character before it.</summary>
    public bool IsPlain(char unit) => _plain[unit];

    /// <summary>The full compatibility decomposition, or null where there is none. Not for Hangul syllables.</summary>
    public int[]? Decomposition(int code) => _decompositions.GetValueOrDefault(code);

    /// <summary>Canonical combining class; 0 for starters.</summary>
    public byte CombiningClass(int code) => _classes.GetValueOrDefault(code);

    /// <summary>The primary composite of two characters, or 0. Not for Hangul.</summary>
    public int Composite(int first, int second) => _composites.GetValueOrDefault((first, second));

    private void Add(string[] parts)
    {
        switch (parts[0])
        {
            case "D":
                _decompositions[Hex(parts[1])] = [.. parts.Skip(2).Select(Hex)];
                SetPlain(Hex(parts[1]), false);
                break;
            case "K":
                for (var code = Hex(parts[1]); code <= Hex(parts[2]); code++)
                {
                    _classes[code] = byte.Parse(parts[3], CultureInfo.InvariantCulture);
                    SetPlain(code, false);
                }

                break;
            case "C":
                // The composite itself is stable under NFKC: plain again, though it decomposes on the way.
                _composites[(Hex(parts[1]), Hex(parts[2]))] = Hex(parts[3]);
                SetPlain(Hex(parts[3]), true);
                SetPlain(Hex(parts[2]), false);
                break;
        }
    }

    private void SetPlain(int code, bool plain)
    {
        if (code < 0x10000)
        {
            _plain[code] = plain;
        }
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
