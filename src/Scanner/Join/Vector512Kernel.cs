using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// 8 × 32 with 512-bit vectors: 16 accumulators, 2 right vectors and a broadcast in 32 registers. 10 loads feed 16
/// multiply-adds, and 16 independent chains cover 4 cycles of latency on 2 ports twice over.
/// </summary>
internal readonly unsafe struct Vector512Kernel : IMicroKernel
{
    private const int Panel = 32;

    public static string Name => "simd512";

    public static bool IsAvailable => Vector512.IsHardwareAccelerated;

    public static int LeftRows => 8;

    public static int RightRows => Panel;

    // Optimised at once: tiered compilation would run the first tiles of a short join in slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Multiply(float* left, float* right, int dim, float threshold, float* block)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;

        for (int k = 0; k < dim; k++, left += Panel, right += Panel)
        {
            Vector512<float> b0 = Vector512.LoadAligned(right), b1 = Vector512.LoadAligned(right + 16);
            var a = Vector512.Create(left[0]);
            c00 = Vector512.MultiplyAddEstimate(a, b0, c00);
            c01 = Vector512.MultiplyAddEstimate(a, b1, c01);
            a = Vector512.Create(left[1]);
            c10 = Vector512.MultiplyAddEstimate(a, b0, c10);
            c11 = Vector512.MultiplyAddEstimate(a, b1, c11);
            a = Vector512.Create(left[2]);
            c20 = Vector512.MultiplyAddEstimate(a, b0, c20);
            c21 = Vector512.MultiplyAddEstimate(a, b1, c21);
            a = Vector512.Create(left[3]);
            c30 = Vector512.MultiplyAddEstimate(a, b0, c30);
            c31 = Vector512.MultiplyAddEstimate(a, b1, c31);
            a = Vector512.Create(left[4]);
            c40 = Vector512.MultiplyAddEstimate(a, b0, c40);
            c41 = Vector512.MultiplyAddEstimate(a, b1, c41);
            a = Vector512.Create(left[5]);
            c50 = Vector512.MultiplyAddEstimate(a, b0, c50);
            c51 = Vector512.MultiplyAddEstimate(a, b1, c51);
            a = Vector512.Create(left[6]);
            c60 = Vector512.MultiplyAddEstimate(a, b0, c60);
            c61 = Vector512.MultiplyAddEstimate(a, b1, c61);
            a = Vector512.Create(left[7]);
            c70 = Vector512.MultiplyAddEstimate(a, b0, c70);
            c71 = Vector512.MultiplyAddEstimate(a, b1, c71);
        }

        c00.Store(block + 0 * Panel); c01.Store(block + 0 * Panel + 16);
        c10.Store(block + 1 * Panel); c11.Store(block + 1 * Panel + 16);
        c20.Store(block + 2 * Panel); c21.Store(block + 2 * Panel + 16);
        c30.Store(block + 3 * Panel); c31.Store(block + 3 * Panel + 16);
        c40.Store(block + 4 * Panel); c41.Store(block + 4 * Panel + 16);
        c50.Store(block + 5 * Panel); c51.Store(block + 5 * Panel + 16);
        c60.Store(block + 6 * Panel); c61.Store(block + 6 * Panel + 16);
        c70.Store(block + 7 * Panel); c71.Store(block + 7 * Panel + 16);

        var most = Vector512.Max(c00, c01);
        most = Vector512.Max(most, Vector512.Max(c10, c11));
        most = Vector512.Max(most, Vector512.Max(c20, c21));
        most = Vector512.Max(most, Vector512.Max(c30, c31));
        most = Vector512.Max(most, Vector512.Max(c40, c41));
        most = Vector512.Max(most, Vector512.Max(c50, c51));
        most = Vector512.Max(most, Vector512.Max(c60, c61));
        most = Vector512.Max(most, Vector512.Max(c70, c71));
        return Vector512.GreaterThanOrEqualAny(most, Vector512.Create(threshold));
    }
}
