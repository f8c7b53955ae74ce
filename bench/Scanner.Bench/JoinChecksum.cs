using System.Globalization;
using Scanner.Join;

namespace Scanner.Bench;

/// <summary>One number for the outcome of a join.</summary>
internal static class JoinChecksum
{
    /// <summary>FNV-1a over counts, components and stored pairs, without the last bits of similarities.</summary>
    public static string Of(SelfJoinResult result)
    {
        ulong hash = 14695981039346656037;
        foreach (int value in result.Neighbors) Mix(value);
        foreach (int value in result.Components) Mix(value);
        foreach (var pair in result.Pairs)
        {
            Mix(pair.Left);
            Mix(pair.Right);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);

        void Mix(int value) => hash = (hash ^ (uint)value) * 1099511628211;
    }
}
