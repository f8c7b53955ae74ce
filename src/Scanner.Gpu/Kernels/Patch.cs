using ILGPU;
using Scanner.Join;

namespace Scanner.Gpu.Kernels;

/// <summary>A rectangle of similarities in shared memory.</summary>
/// <param name="Similarities">[rows × stride] float32.</param>
/// <param name="Stride">Floats from one row to the next.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns, a multiple of <see cref="PatchScan.RunColumns"/>.</param>
/// <param name="FirstLeft">Left row of its first row.</param>
/// <param name="FirstRight">Right row of its first column.</param>
internal readonly record struct Patch(
    ArrayView<float> Similarities, int Stride, int Rows, int Columns, int FirstLeft, int FirstRight);

/// <summary>
/// Counts the pairs of a patch for both of their rows, and hands over those that somebody may want. Runs where
/// something was found, on any accelerator.
/// </summary>
internal static class PatchScan
{
    /// <summary>Columns that a thread looks at in one go.</summary>
    public const int RunColumns = 32;

    /// <summary>Scans a patch with several threads; each calls with its own number.</summary>
    /// <param name="patch">Written by all of them before, with a barrier in between.</param>
    /// <param name="task">What is looked for.</param>
    /// <param name="buffers">Where findings go.</param>
    /// <param name="thread">Number of the thread, from 0.</param>
    /// <param name="threads">Threads that scan this patch.</param>
    public static void Scan(Patch patch, JoinTask task, JoinBuffers buffers, int thread, int threads)
    {
        int runs = patch.Columns / RunColumns;
        for (int i = thread; i < patch.Rows * runs; i += threads)
            ScanRow(patch, task, buffers, i / runs, i % runs * RunColumns);

        for (int column = thread; column < patch.Columns; column += threads)
            CountColumn(patch, task, buffers, column);
    }

    // Counts first, so that the pairs of a row stand together and one atomic addition makes room for all of them.
    private static void ScanRow(Patch patch, JoinTask task, JoinBuffers buffers, int row, int firstColumn)
    {
        int left = patch.FirstLeft + row;
        if (left >= task.LeftEnd) return;

        int place = row * patch.Stride;
        int sure = 0, wanted = 0;
        for (int column = firstColumn; column < firstColumn + RunColumns; column++)
        {
            float similarity = patch.Similarities[place + column];
            int right = patch.FirstRight + column;
            if (!IsHit(task, left, right, similarity)) continue;

            if (similarity >= task.High) sure++;
            if (IsWanted(task, buffers, left, right, similarity)) wanted++;
        }

        if (sure > 0) Atomic.Add(ref buffers.LeftCounts[left], sure);
        if (wanted == 0) return;

        long next = Atomic.Add(ref buffers.HitCount[0], (long)wanted);
        for (int column = firstColumn; column < firstColumn + RunColumns; column++)
        {
            float similarity = patch.Similarities[place + column];
            int right = patch.FirstRight + column;
            if (!IsHit(task, left, right, similarity)) continue;
            if (!IsWanted(task, buffers, left, right, similarity)) continue;

            if (next < buffers.Hits.Length) buffers.Hits[next] = new TileHit(left, right, similarity);
            next++;
        }
    }

    private static void CountColumn(Patch patch, JoinTask task, JoinBuffers buffers, int column)
    {
        int right = patch.FirstRight + column;
        int sure = 0;
        for (int row = 0; row < patch.Rows; row++)
        {
            float similarity = patch.Similarities[row * patch.Stride + column];
            if (similarity >= task.High && IsHit(task, patch.FirstLeft + row, right, similarity)) sure++;
        }

        if (sure > 0) Atomic.Add(ref buffers.RightCounts[right], sure);
    }

    private static bool IsHit(JoinTask task, int left, int right, float similarity) =>
        similarity >= task.Low && left < task.LeftEnd && right < task.RightEnd
        && (task.IsDiagonal == 0 || left < right);

    private static bool IsWanted(JoinTask task, JoinBuffers buffers, int left, int right, float similarity)
    {
        if (similarity < task.High || buffers.LeftLabels[left] != buffers.RightLabels[right]) return true;

        ulong high = (ulong)Interop.FloatAsInt(similarity + task.Slack) << 32;
        return (high | ~(uint)right) > buffers.LeftFloors[left] || (high | ~(uint)left) > buffers.RightFloors[right];
    }
}
