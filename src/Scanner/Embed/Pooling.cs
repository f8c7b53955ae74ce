using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Scanner.Embed;

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum Pooling
{
    /// <summary>The model does it: its output is [batch × dim].</summary>
    None,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The first one.</summary>
    Cls,

    /// <summary>The last one.</summary>
    Last,

    /// <summary>The largest of each component.</summary>
    Max,
}

/// <summary>Pools the tokens of one text and brings the result to unit length.</summary>
internal static class TokenPooling
{
    /// <summary>Makes one vector of the first components of those of a text's tokens.</summary>
    /// <param name="pooling">How; <see cref="Pooling.None"/> takes the one vector that is there.</param>
    /// <param name="tokens">[tokens × width], row-major, without padding, at least one token.</param>
    /// <param name="width">Components of a token's vector, at least those of <paramref name="vector"/>.</param>
    /// <param name="vector">[dim].</param>
    public static void Pool(Pooling pooling, ReadOnlySpan<float> tokens, int width, Span<float> vector)
    {
        var first = pooling == Pooling.Last ? tokens[^width..] : tokens;
        first[..vector.Length].CopyTo(vector);
        if (pooling is not (Pooling.Mean or Pooling.Max))
        {
            return;
        }

        for (var rest = tokens[width..]; !rest.IsEmpty; rest = rest[width..])
        {
            // Unit length follows, hence the sum does for the mean.
            if (pooling == Pooling.Max)
                TensorPrimitives.Max(vector, rest[..vector.Length], vector);
            else
                TensorPrimitives.Add(vector, rest[..vector.Length], vector);
        }
    }

    /// <summary>Brings a vector to unit length; a zero vector stays.</summary>
    /// <returns>False where a component is not finite.</returns>
    public static bool TryNormalize(Span<float> vector)
    {
        // In one fixed order of four lanes and in double, so that machines agree, with vector units or without.
        var sums = Vector256<double>.Zero;
        var whole = vector.Length / Vector256<float>.Count * Vector256<float>.Count;
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create<float>(vector[i..]));
            sums += lower * lower;
            sums += upper * upper;
        }

        var squares = Vector256.Sum(sums);
        foreach (var value in vector[whole..])
        {
            squares += (double)value * value;
        }

        if (squares != 0)
        {
            Scale(vector, whole, 1 / Math.Sqrt(squares));
        }

        return double.IsFinite(squares);
    }

    private static void Scale(Span<float> vector, int whole, double scale)
    {
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create<float>(vector[i..]));
            Vector256.Narrow(lower * scale, upper * scale).CopyTo(vector[i..]);
        }

        foreach (ref var value in vector[whole..])
        {
            value = (float)(value * scale);
        }
    }
}
