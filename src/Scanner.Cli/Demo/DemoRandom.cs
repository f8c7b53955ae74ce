namespace Scanner.Cli.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same log on every machine and runtime, which
/// <see cref="Random"/> does not promise.
/// </summary>
/// <param name="seed">Any number.</param>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A whole number in [least, beyond).</summary>
    public int Between(int least, int beyond) => least + (int)(Next() % (ulong)(beyond - least));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>A number in [0, 1).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count)];

    /// <summary>Hexadecimal digits.</summary>
    public string Hex(int digits) => Next().ToString("x16", null)[..digits];
}
