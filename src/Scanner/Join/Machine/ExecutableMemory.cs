using System.IO.MemoryMappedFiles;

namespace Scanner.Join.Machine;

/// <summary>
/// Memory that holds machine code, for as long as the process lives; never writable and executable at one address.
/// </summary>
internal sealed class ExecutableMemory
{
    private readonly MemoryMappedViewAccessor _view;

    private ExecutableMemory(MemoryMappedViewAccessor view) => _view = view;

    /// <summary>Where the code begins.</summary>
    public nint Address => _view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)_view.PointerOffset;

    /// <summary>Memory that holds some code; null where the system allows none.</summary>
    public static ExecutableMemory? Holding(byte[] code)
    {
        try
        {
            using var file = MemoryMappedFile.CreateNew(null, code.Length, MemoryMappedFileAccess.ReadWriteExecute);
            using (var view = file.CreateViewStream(0, code.Length, MemoryMappedFileAccess.ReadWrite)) view.Write(code);
            return new ExecutableMemory(file.CreateViewAccessor(0, code.Length, MemoryMappedFileAccess.ReadExecute));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
