namespace Scanner.Join.Devices;

/// <summary>How far a device's similarities may lie from those of the rows that it was given.</summary>
/// <param name="Rounding">By rounding rows when they were brought there.</param>
/// <param name="Summing">By summing products in float32 in the device's own order.</param>
internal readonly record struct DeviceMargin(float Rounding, float Summing)
{
    /// <summary>The margin of two tiles.</summary>
    /// <remarks>
    /// Rounding: with x' and y' in place of x and y, |xy - x'y'| ≤ |x - x'||y| + |x'||y - y'| (Cauchy and Schwarz).
    /// Summing: products of float16 are exact in float32, and so is a float32 product but for half a unit in the last
    /// place; a sum of d products of unit rows errs by at most d units of 2^-24 of its largest partial sum, which the
    /// lengths bound. Tensor cores cut off instead of rounding: twice that.
    /// </remarks>
    public static DeviceMargin Of(IDeviceTile left, IDeviceTile right, int dim)
    {
        float rounding = left.RoundingError * UnitRows.LengthMax
            + right.RoundingError * (UnitRows.LengthMax + left.RoundingError);
        return new DeviceMargin(rounding, (dim + 2) * MathF.ScaleB(1, -23) * UnitRows.LengthMax * UnitRows.LengthMax);
    }

    /// <summary>What a launch is asked.</summary>
    public LaneTask Task(int first, int end, bool isDiagonal, float threshold)
    {
        float margin = Rounding + Summing;

        // Similarities to zero rows stay below any positive number.
        float low = MathF.Max(threshold - margin, float.Epsilon);
        return new LaneTask(first, end, isDiagonal, low, threshold + margin, Rounding > 0 ? margin : 0);
    }
}
