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
    /// <summary>Columns of a row that a thread counts in one go.</summary>
    public const int RunColumns = 32;

    /// <summary>Scans a patch with several threads; each calls with its own number.</summary>
    /// <param name="patch">Written by all of them before, with a barrier in between.</param>
    /// <param name="task">What is looked for.</param>
    /// <param name="buffers">Where findings go.</param>
    /// <param name="thread">Number of the thread, from 0.</param>
    /// <param name="threads">Threads that scan this patch.</param>
    public static void Scan(Patch patch, JoinTask task, JoinBuffers buffers, int thread, int threads)
    {
        for (int column = thread; column < patch.Columns; column += threads)
            ScanColumn(patch, task, buffers, column);

        int runs = patch.Columns / RunColumns;
        for (int i = thread; i < patch.Rows * runs; i += threads)
            CountRow(patch, task, buffers, i / runs, i % runs * RunColumns);
    }

    // Pairs are counted for the right row, and handed over. Wanted ones are counted first, so that those of a column
    // stand together and one atomic addition makes room for all of them.
    private static void ScanColumn(Patch patch, JoinTask task, JoinBuffers buffers, int column)
    {
        int right = patch.FirstRight + column;
        if (right >= task.RightEnd) return;

        int leftEnd = task.IsDiagonal != 0 ? IntrinsicMath.Min(task.LeftEnd, right) : task.LeftEnd;
        int rows = IntrinsicMath.Min(patch.Rows, leftEnd - patch.FirstLeft);
        ulong floor = buffers.RightFloors[right];
        int label = buffers.RightLabels[right];
        int sure = 0, wanted = 0;
        for (int row = 0; row < rows; row++)
        {
            float similarity = patch.Similarities[row * patch.Stride + column];
            if (similarity < task.Low) continue;

            if (similarity >= task.High) sure++;
            if (IsWanted(task, buffers, patch.FirstLeft + row, right, similarity, floor, label)) wanted++;
        }

        if (sure > 0) Atomic.Add(ref buffers.RightCounts[right], sure);
        if (wanted == 0) return;

        long next = Atomic.Add(ref buffers.HitCount[0], (long)wanted);
        for (int row = 0; row < rows; row++)
        {
            float similarity = patch.Similarities[row * patch.Stride + column];
            if (similarity < task.Low) continue;

            int left = patch.FirstLeft + row;
            if (!IsWanted(task, buffers, left, right, similarity, floor, label)) continue;

            if (next < buffers.Hits.Length) buffers.Hits[next] = new TileHit(left, right, similarity);
            next++;
        }
    }

    private static void CountRow(Patch patch, JoinTask task, JoinBuffers buffers, int row, int first)
    {
        int left = patch.FirstLeft + row;
        if (left >= task.LeftEnd) return;

        int from = task.IsDiagonal != 0 ? left + 1 - patch.FirstRight : 0, to = task.RightEnd - patch.FirstRight;
        int sure = 0;
        for (int i = 0; i < RunColumns; i++)
        {
            // Each thread begins elsewhere, so that together they read from different banks.
            int column = first + (i + row + first / 2) % RunColumns;
            float similarity = patch.Similarities[row * patch.Stride + column];
            if (similarity >= task.High && column >= from && column < to) sure++;
        }

        if (sure > 0) Atomic.Add(ref buffers.LeftCounts[left], sure);
    }

    private static bool IsWanted(
        JoinTask task, JoinBuffers buffers, int left, int right, float similarity, ulong rightFloor, int rightLabel)
    {
        if (similarity < task.High || buffers.LeftLabels[left] != rightLabel) return true;

        ulong high = (ulong)Interop.FloatAsInt(similarity + task.Slack) << 32;
        return (high | ~(uint)(task.LeftRow + left)) > rightFloor
            || (high | ~(uint)(task.RightRow + right)) > buffers.LeftFloors[left];
    }
}
