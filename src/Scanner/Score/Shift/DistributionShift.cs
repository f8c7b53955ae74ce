using System.Globalization;
using System.Numerics.Tensors;

namespace Scanner.Score.Shift;

/// <summary>
/// Does what is asked change against the beginning of the log, and through whom? Per window the squared maximum mean
/// discrepancy of its prompts and those of the reference (Gretton et al., A Kernel Two-Sample Test, JMLR 2012) by
/// random features, unbiased over accounts: what an account has in common with itself is left out, so that a shift is
/// what several accounts do alike. Null: every account's windows are exchangeable, so that the window is dealt anew to
/// each account among those it is compared with; accounts stay whole.
/// </summary>
internal static class DistributionShift
{
    private const int Permutations = 199;

    // The reference is a seventh of the log, of a fortnight two days.
    private const int ReferenceShare = 7;

    /// <summary>The shift of a log.</summary>
    public static LocatedShift Measure(Scene scene)
    {
        var shares = new double[scene.Population.AccountCount];
        if (ShiftBlocks.Of(scene) is not { } blocks)
        {
            return new LocatedShift(null, shares);
        }

        var reference = Math.Max(1, blocks.Windows.Length / ReferenceShare);
        var windows = new List<ShiftWindow>();
        for (var window = reference; window < blocks.Windows.Length; window++)
        {
            var compared = new ShiftComparison(blocks, reference, window);
            var (chance, p) = compared.Null(new Random(window), Permutations);
            windows.Add(new ShiftWindow(Iso(blocks.Start + (window * blocks.WindowMicros)), compared.Requests,
                Rounded(compared.Distance), Rounded(chance), Rounded(p)));
            if (compared.Distance > chance)
            {
                compared.AddContributions(shares);
            }
        }

        var sum = TensorPrimitives.Sum<double>(shares);
        TensorPrimitives.Divide(shares, sum > 0 ? sum : 1, shares);
        return new LocatedShift(
            new TrafficShift(Iso(blocks.Start + (reference * blocks.WindowMicros)), windows), shares);
    }

    private static string Iso(long micros) => DateTime.UnixEpoch.AddMicroseconds(micros)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
