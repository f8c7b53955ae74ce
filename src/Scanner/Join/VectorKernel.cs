using System.Numerics;
using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// 4 × 3 vectors of the machine's own width (8 floats with AVX2, 4 with NEON): 12 accumulators, 3 right vectors and a
/// broadcast, which are all 16 registers of AVX2.
/// </summary>
internal readonly unsafe struct VectorKernel : IMicroKernel
{
    private static int Width => Vector<float>.Count;

    private static int Panel => 3 * Vector<float>.Count;

    public static string Name => "simd";

    public static bool IsAvailable => Vector.IsHardwareAccelerated;

    public static int LeftRows => 4;

    public static int RightRows => Panel;

    // Optimised at once: tiered compilation would run the first tiles of a short join in slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Multiply(float* left, float* right, int dim, float threshold, float* block)
    {
        Vector<float> c00 = Vector<float>.Zero, c01 = Vector<float>.Zero, c02 = Vector<float>.Zero;
        Vector<float> c10 = Vector<float>.Zero, c11 = Vector<float>.Zero, c12 = Vector<float>.Zero;
        Vector<float> c20 = Vector<float>.Zero, c21 = Vector<float>.Zero, c22 = Vector<float>.Zero;
        Vector<float> c30 = Vector<float>.Zero, c31 = Vector<float>.Zero, c32 = Vector<float>.Zero;

        for (int k = 0; k < dim; k++, left += Panel, right += Panel)
        {
            Vector<float> b0 = Vector.Load(right), b1 = Vector.Load(right + Width), b2 = Vector.Load(right + 2 * Width);
            var a = Vector.Create(left[0]);
            c00 = Vector.MultiplyAddEstimate(a, b0, c00);
            c01 = Vector.MultiplyAddEstimate(a, b1, c01);
            c02 = Vector.MultiplyAddEstimate(a, b2, c02);
            a = Vector.Create(left[1]);
            c10 = Vector.MultiplyAddEstimate(a, b0, c10);
            c11 = Vector.MultiplyAddEstimate(a, b1, c11);
            c12 = Vector.MultiplyAddEstimate(a, b2, c12);
            a = Vector.Create(left[2]);
            c20 = Vector.MultiplyAddEstimate(a, b0, c20);
            c21 = Vector.MultiplyAddEstimate(a, b1, c21);
            c22 = Vector.MultiplyAddEstimate(a, b2, c22);
            a = Vector.Create(left[3]);
            c30 = Vector.MultiplyAddEstimate(a, b0, c30);
            c31 = Vector.MultiplyAddEstimate(a, b1, c31);
            c32 = Vector.MultiplyAddEstimate(a, b2, c32);
        }

        Vector.Store(c00, block + 0 * Panel);
        Vector.Store(c01, block + 0 * Panel + Width);
        Vector.Store(c02, block + 0 * Panel + 2 * Width);
        Vector.Store(c10, block + 1 * Panel);
        Vector.Store(c11, block + 1 * Panel + Width);
        Vector.Store(c12, block + 1 * Panel + 2 * Width);
        Vector.Store(c20, block + 2 * Panel);
        Vector.Store(c21, block + 2 * Panel + Width);
        Vector.Store(c22, block + 2 * Panel + 2 * Width);
        Vector.Store(c30, block + 3 * Panel);
        Vector.Store(c31, block + 3 * Panel + Width);
        Vector.Store(c32, block + 3 * Panel + 2 * Width);

        var most = Vector.Max(Vector.Max(c00, c01), c02);
        most = Vector.Max(most, Vector.Max(Vector.Max(c10, c11), c12));
        most = Vector.Max(most, Vector.Max(Vector.Max(c20, c21), c22));
        most = Vector.Max(most, Vector.Max(Vector.Max(c30, c31), c32));
        return Vector.GreaterThanOrEqualAny(most, Vector.Create(threshold));
    }
}
