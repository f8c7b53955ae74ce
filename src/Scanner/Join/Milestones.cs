namespace Scanner.Join;

/// <summary>Where a walk over a triangle may be left and gone on with: between two rows of its left side.</summary>
/// <param name="IsDue">Whether it is time to keep what was found; asked after every tile, from several threads.</param>
/// <param name="Keep">
/// Keeps what was found: every pair with a left row below the given one is in, and nobody works meanwhile.
/// </param>
internal sealed record Milestones(Func<bool> IsDue, Action<int> Keep)
{
    /// <summary>None.</summary>
    public static Milestones None { get; } = new(() => false, _ => { });
}
