namespace Scanner.Cluster;

/// <summary>Names of the segment kinds that the bits of a text's kinds stand for.</summary>
public static class SegmentKinds
{
    private static readonly string[] Names = ["system", "whole", "head", "tail", "span"];

    /// <summary>Number of kinds.</summary>
    public const int Count = 5;

    /// <summary>Bit mask of all kinds.</summary>
    public const int All = (1 << Count) - 1;

    /// <summary>
    /// The name of the lowest bit: a text that is a system prompt here and a prefix there is called system.
    /// </summary>
    public static string Name(int kinds) =>
        kinds == 0 ? "" : Names[System.Numerics.BitOperations.TrailingZeroCount(kinds)];
}
