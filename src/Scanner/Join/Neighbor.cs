using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// A neighbour as one number that orders as neighbours do: the more similar first, among equals the lower row. One
/// number can be read whole while another thread writes it.
/// </summary>
internal static class Neighbor
{
    /// <summary>Packs a neighbour; larger is better, and every neighbour is larger than 0.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="similarity">Above 0: there the bits of floats order as the floats do.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(int row, float similarity) =>
        ((ulong)BitConverter.SingleToUInt32Bits(similarity) << 32) | ~(uint)row;

    /// <summary>The row of a packed neighbour.</summary>
    public static int Row(ulong key) => (int)~(uint)key;

    /// <summary>The similarity of a packed neighbour.</summary>
    public static float Similarity(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));
}
