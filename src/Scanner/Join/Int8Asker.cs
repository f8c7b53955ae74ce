namespace Scanner.Join;

/// <summary>What a left row of a dense tile brings to the bounds on its products; see <see cref="Int8Axis"/>.</summary>
/// <param name="axis">The left side's.</param>
/// <param name="row">The row.</param>
/// <param name="threshold">Least similarity.</param>
/// <param name="slack">What float32 may err.</param>
/// <param name="floor">What a similarity must reach to enter the row's list; infinite where nothing does.</param>
/// <param name="label">The label of its component.</param>
internal readonly unsafe struct Int8Asker(
    in Int8Axis axis, int row, float threshold, float slack, float floor, int label)
{
    /// <summary>1 ÷ s.</summary>
    public readonly float Steps = axis.Rests.Steps[row];

    /// <summary>a ÷ s.</summary>
    public readonly float Along = axis.Along[row];

    /// <summary>e ÷ s.</summary>
    public readonly float Error = axis.Rests.ErrorSteps[row];

    /// <summary>(|x'| + e) ÷ s.</summary>
    public readonly float Across = axis.Across[row] + axis.Rests.ErrorSteps[row];

    /// <summary>From what on a pair surely reaches the threshold, ÷ s.</summary>
    public readonly float Sure = (threshold + slack) * axis.Rests.Steps[row];

    /// <summary>Below what it surely does not, ÷ s.</summary>
    public readonly float Open = (threshold - slack) * axis.Rests.Steps[row];

    /// <summary>From what on it may enter the row's list, ÷ s.</summary>
    public readonly float Floor = (floor - slack) * axis.Rests.Steps[row];

    /// <summary>The number of its direction.</summary>
    public readonly int Direction = axis.Directions[row];

    /// <summary>The label of its component.</summary>
    public readonly int Label = label;
}
