using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>Rounds rows to int8, each with a step of its own, and says by how much.</summary>
internal static class Int8Quantizer
{
    private const int Lanes = 8;

    /// <summary>
    /// The value of one step where a row's largest number is so many of them; 0 for an empty row or one of zeros, and
    /// for one of such small numbers that dividing by them overflows.
    /// </summary>
    public static float StepOf(ReadOnlySpan<float> row, float most = sbyte.MaxValue)
    {
        float step = row.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(row)) / most;
        return float.IsNormal(step) ? step : 0;
    }

    /// <summary>Rounds a row to int8.</summary>
    /// <param name="row">A row; empty for one of zeros.</param>
    /// <param name="image">Receives its int8; zeros before.</param>
    /// <param name="most">The greatest of them, at most 127.</param>
    /// <returns>
    /// The value of one step, above 0, and an upper bound of the Euclidean distance between the row and its image.
    /// </returns>
    public static (float Step, float Error) Quantize(ReadOnlySpan<float> row, Span<sbyte> image, float most)
    {
        float step = StepOf(row, most);

        // Where there is none all of the row is error.
        return step == 0 ? (1, row.IsEmpty ? 0 : TensorPrimitives.Norm(row)) : (step, Round(row, step, image, most));
    }

    /// <summary>Rounds a row to int8 with a step that is given.</summary>
    /// <param name="row">A row.</param>
    /// <param name="step">The value of one step, above 0.</param>
    /// <param name="image">Receives its int8.</param>
    /// <param name="most">The greatest of them, at most 127; what is greater is cut.</param>
    /// <returns>An upper bound of the Euclidean distance between the row and its image.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Round(ReadOnlySpan<float> row, float step, Span<sbyte> image, float most)
    {
        var sums = Vector256<double>.Zero;
        int k = 0;
        for (; k + Lanes <= row.Length; k += Lanes)
        {
            var values = Vector256.Create(row[k..]);
            var steps = Vector256.Clamp(
                Vector256.Round(values / step), Vector256.Create(-most), Vector256.Create(most));
            var whole = Vector256.ConvertToInt32(steps);
            var halves = Vector128.Narrow(whole.GetLower(), whole.GetUpper());
            Vector128.Narrow(halves, halves).GetLower().CopyTo(image[k..]);
            var lower = Vector256.WidenLower(values) - Vector256.WidenLower(steps) * step;
            var upper = Vector256.WidenUpper(values) - Vector256.WidenUpper(steps) * step;
            sums += lower * lower + upper * upper;
        }

        double squares = Vector256.Sum(sums);
        for (; k < row.Length; k++)
        {
            float steps = Math.Clamp(MathF.Round(row[k] / step), -most, most);
            image[k] = (sbyte)steps;
            double difference = row[k] - (double)step * steps;
            squares += difference * difference;
        }

        // Rounded up from double, with room for the rounding of both.
        return MathF.BitIncrement((float)(Math.Sqrt(squares) * (1 + 1e-9)));
    }
}
