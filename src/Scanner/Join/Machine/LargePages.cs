using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Scanner.Join.Machine;

/// <summary>
/// Memory in pages of 2 MiB where Linux gives them: at the first touch of a page of 4 KiB the processor may wait longer
/// than it takes to pack the rows that go there.
/// </summary>
internal static unsafe partial class LargePages
{
    private const nuint PageBytes = 2 << 20;

    // MADV_HUGEPAGE of madvise(2).
    private const int WantsLargePages = 14;

    private const string Library = "libc";

    private static readonly bool IsKnown =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, typeof(LargePages).Assembly, null, out _);

    /// <summary>A pinned array; its contents are undefined.</summary>
    public static byte[] Allocate(int bytes)
    {
        byte[] memory = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        nuint first = (start + PageBytes - 1) / PageBytes * PageBytes;
        nuint end = (start + (nuint)bytes) / PageBytes * PageBytes;

        // Advice: where it is not followed pages are small.
        if (IsKnown && first < end) _ = Advise(first, end - first, WantsLargePages);
        return memory;
    }

    [LibraryImport(Library, EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint bytes, int advice);
}
