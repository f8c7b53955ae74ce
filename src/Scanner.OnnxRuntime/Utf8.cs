using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Zero-terminated strings, as C reads and writes them.</summary>
internal static unsafe class Utf8
{
    /// <summary>The text in UTF-8 with a zero at its end.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>A path as <c>ORTCHAR_T</c>: wchar_t (UTF-16) on Windows, UTF-8 elsewhere; with its zero.</summary>
    public static byte[] Path(string path) =>
        OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Bytes(path);

    /// <summary>Reads what the library still owns.</summary>
    public static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Reads what the library's default allocator handed over, and frees it.</summary>
    public static string Take(byte* text)
    {
        var read = Read(text);
        if (text != null)
            OrtAllocator.DefaultInstance.Free(text);
        return read;
    }
}
