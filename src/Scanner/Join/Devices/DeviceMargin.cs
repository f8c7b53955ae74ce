namespace Scanner.Join.Devices;

/// <summary>How far a device's similarities may lie from those of the rows that it was given.</summary>
/// <param name="Rounding">By rounding rows when they were brought there.</param>
/// <param name="Summing">By summing products in float32 in the device's own order.</param>
/// <param name="IsCoarse">Whether the coarser images of rows are compared.</param>
internal readonly record struct DeviceMargin(float Rounding, float Summing, bool IsCoarse)
{
    /// <summary>The margin of two tiles, or of their coarser images.</summary>
    /// <remarks>
    /// Rounding: with x' and y' in place of x and y, |xy - x'y'| ≤ |x - x'||y| + |x'||y - y'| (Cauchy and Schwarz).
    /// Summing: products of float16 are exact in float32, and so is a float32 product but for half a unit in the last
    /// place; a sum of d products of unit rows errs by at most d units of 2^-24 of its largest partial sum, which the
    /// lengths bound. Tensor cores cut off instead of rounding: twice that.
    /// </remarks>
    public static DeviceMargin Of(IDeviceTile left, IDeviceTile right, int dim, bool isCoarse)
    {
        float leftError = isCoarse ? left.CoarseError!.Value : left.RoundingError;
        float rightError = isCoarse ? right.CoarseError!.Value : right.RoundingError;
        float rounding = leftError * UnitRows.LengthMax + rightError * (UnitRows.LengthMax + leftError);
        float summing = (dim + 2) * MathF.ScaleB(1, -23) * (UnitRows.LengthMax + leftError)
            * (UnitRows.LengthMax + rightError);
        return new DeviceMargin(rounding, summing, isCoarse);
    }

    /// <summary>How far apart similarities may be in all.</summary>
    public float All => Rounding + Summing;

    /// <summary>What a launch is asked.</summary>
    public LaneTask Task(int first, int end, bool isDiagonal, float threshold)
    {
        // Similarities to zero rows stay below any positive number.
        float low = MathF.Max(threshold - All, float.Epsilon);
        return new LaneTask(first, end, isDiagonal, low, threshold + All, Rounding > 0 ? All : 0, IsCoarse);
    }
}
