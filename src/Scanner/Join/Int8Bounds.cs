namespace Scanner.Join;

/// <summary>
/// What a left row contributes to the bounds of <see cref="Int8Backend"/>: with s the value of its step, e its error
/// and T the threshold.
/// </summary>
/// <param name="Reach">(T - slack) ÷ s - e L ÷ s.</param>
/// <param name="Slope">C = (L + e) ÷ s.</param>
/// <param name="Span">E = e L ÷ s.</param>
/// <param name="Sure">(T + slack) ÷ s.</param>
/// <param name="Step">1 ÷ s.</param>
internal readonly record struct Int8Bounds(float Reach, float Slope, float Span, float Sure, float Step)
{
    /// <summary>The bounds of a row.</summary>
    /// <param name="step">1 ÷ s.</param>
    /// <param name="error">e.</param>
    /// <param name="threshold">T.</param>
    /// <param name="slack">What float32 may err.</param>
    public static Int8Bounds Of(float step, float error, float threshold, float slack)
    {
        float span = error * UnitRows.LengthMax * step;
        return new Int8Bounds(
            (threshold - slack) * step - span, (UnitRows.LengthMax + error) * step, span, (threshold + slack) * step,
            step);
    }

    /// <summary>
    /// What float32 may err: the similarity that is held against a threshold, by dim × 2^-23 × L² at most, and the few
    /// operations of a bound, by less than 2^-18 together.
    /// </summary>
    public static float Slack(int dim) =>
        MathF.ScaleB(1, -18) + dim * MathF.ScaleB(1, -23) * UnitRows.LengthMax * UnitRows.LengthMax;
}
