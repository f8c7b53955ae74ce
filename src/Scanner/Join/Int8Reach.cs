namespace Scanner.Join;

/// <summary>
/// What a left row contributes to the bound under which a pair of int8 rows is ruled out: the pair may reach the
/// threshold only if the product of their int8 is at least reach × steps + slope × error steps, the latter two of the
/// right row. See <see cref="Int8Backend{TDot}"/> for both uses.
/// </summary>
/// <param name="Reach">What the product must reach where nothing is left out, for a right row of step 1.</param>
/// <param name="Slope">What one unit that the right row leaves out may take off it, below 0.</param>
internal readonly record struct Int8Reach(float Reach, float Slope)
{
    /// <summary>The bound of a row.</summary>
    /// <param name="steps">1 ÷ s.</param>
    /// <param name="error">e.</param>
    /// <param name="threshold">T.</param>
    /// <param name="slack">What float32 may err.</param>
    public static Int8Reach OfRow(float steps, float error, float threshold, float slack) =>
        new((threshold - slack) * steps - error * UnitRows.LengthMax * steps, -(UnitRows.LengthMax + error) * steps);

    /// <summary>The bound of a row's prefix.</summary>
    /// <param name="steps">1 ÷ s.</param>
    /// <param name="error">e.</param>
    /// <param name="restSteps">The length of the row's rest ÷ s.</param>
    /// <param name="otherError">The greatest e of the right side.</param>
    /// <param name="most">U, the greatest length of a prefix.</param>
    /// <param name="threshold">T, less what float32 and the basis may err.</param>
    public static Int8Reach OfPrefix(
        float steps, float error, float restSteps, float otherError, float most, float threshold) =>
        new((threshold - error * most - (most + error) * otherError) * steps, -restSteps);
}
