using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// Named options as the library wants them: two arrays of zero-terminated texts. Freed when disposed.
/// </summary>
internal readonly unsafe ref struct Utf8Pairs
{
    public Utf8Pairs(Dictionary<string, string> options)
    {
        (Keys, Values) = (new byte*[options.Count], new byte*[options.Count]);
        int i = 0;
        foreach (var (key, value) in options)
        {
            Keys[i] = (byte*)Marshal.StringToCoTaskMemUTF8(key);
            Values[i++] = (byte*)Marshal.StringToCoTaskMemUTF8(value);
        }
    }

    public byte*[] Keys { get; }

    public byte*[] Values { get; }

    public void Dispose()
    {
        foreach (byte* text in Keys)
            Marshal.FreeCoTaskMem((nint)text);
        foreach (byte* text in Values)
            Marshal.FreeCoTaskMem((nint)text);
    }
}
