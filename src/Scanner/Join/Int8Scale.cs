namespace Scanner.Join;

/// <summary>
/// What the prefixes of a tile's rows have in common once they are int8: one step, so that one number decides all pairs
/// of two tiles. Behind a prefix stands the length of its row's rest, rounded up, in a few parts.
/// </summary>
/// <remarks>
/// The parts a of a length r fall, and their sum is at least √m r ÷ s for m parts and the step s. For two rows
/// Σ a b ≥ Σ a Σ b ÷ m (Chebyshev's sum inequality) ≥ r r' ÷ s t: the product of the parts never is less than that of
/// the lengths, and each is rounded as finely as m parts can.
/// </remarks>
/// <param name="Step">s, the value of one step, above 0.</param>
/// <param name="Error">e, the greatest Euclidean distance of a prefix from its int8.</param>
internal readonly record struct Int8Scale(float Step, float Error)
{
    // m parts of a rest: a step of the kernel.
    private const int Parts = Int8Image.GroupDim;

    // √m.
    private const float PartsRoot = 2;

    /// <summary>Numbers of a prefix with its rest; 0 without prefixes.</summary>
    public static int Filled(int prefixDim) => prefixDim == 0 ? 0 : prefixDim + Parts;

    /// <summary>The step that holds prefixes and rests.</summary>
    /// <param name="largest">The largest number of a prefix, without its sign.</param>
    /// <param name="rest">The longest rest.</param>
    /// <param name="most">The greatest int8.</param>
    public static float StepOf(float largest, float rest, int most)
    {
        // With room for rounding: the parts of the longest rest are the greatest int8 at most.
        float step = MathF.Max(largest, rest / PartsRoot) / most * (1 + 1e-5f);
        return float.IsNormal(step) ? step : 1;
    }

    /// <summary>Splits a rest into its parts.</summary>
    /// <param name="rest">Its length.</param>
    /// <param name="step">s.</param>
    /// <param name="parts">[m] receives them.</param>
    public static void Split(float rest, float step, Span<sbyte> parts)
    {
        int sum = (int)MathF.Ceiling(MathF.BitIncrement(PartsRoot * rest / step));
        for (int i = 0; i < Parts; i++) parts[i] = (sbyte)((sum + Parts - 1 - i) / Parts);
    }

    /// <summary>What the products of prefixes and parts must reach: T - e U - (U + e) f, divided by s t.</summary>
    /// <param name="other">The other side's.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="threshold">T, less what float32 may err.</param>
    public int LeastWith(in Int8Scale other, RowPrefix prefix, float threshold)
    {
        double off = Error * (double)prefix.LengthMax + ((double)prefix.LengthMax + Error) * other.Error;
        return Int8Reach.Least((threshold - prefix.Slack - off) / ((double)Step * other.Step));
    }
}
