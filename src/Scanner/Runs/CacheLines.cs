using System.Runtime.Intrinsics.X86;

namespace Scanner.Runs;

/// <summary>Lines of a processor's caches, for rows that lie far apart in memory.</summary>
internal static unsafe class CacheLines
{
    /// <summary>Bytes of a line, which a prefetch brings.</summary>
    public const int Bytes = 64;

    /// <summary>Asks the memory for a row, without waiting; nothing happens where .NET has no way to ask.</summary>
    /// <param name="row">The row; where it lies may have become another's meanwhile.</param>
    /// <param name="rowBytes">Its bytes.</param>
    public static void Prefetch(void* row, int rowBytes)
    {
        if (!Sse.IsSupported)
            return;
        for (int line = 0; line < rowBytes; line += Bytes)
            Sse.Prefetch0((byte*)row + line);
    }
}
