using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The inputs or the outputs of a session; their names stay in native memory, so runs copy none.</summary>
internal sealed class SessionNodes : IDisposable
{
    private readonly string _kind;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, NodeMetadata> _metadata = [];
    private readonly Dictionary<string, nint> _nativeNames = [];

    public unsafe SessionNodes(nint session, bool input)
    {
        _kind = input ? "Input" : "Output";
        OrtStatus.Check(OrtApi.GetNodeCount(session, input, out var count));
        for (nuint i = 0; i < count; i++)
        {
            var allocator = OrtAllocator.DefaultInstance.Pointer;
            OrtStatus.Check(OrtApi.GetNodeName(session, input, i, allocator, out var text));
            var name = Utf8.Take(text);
            OrtStatus.Check(OrtApi.GetNodeType(session, input, i, out var type));
            try
            {
                _metadata.Add(name, new NodeMetadata(type));
            }
            finally
            {
                OrtApi.Release(Released.TypeInfo, type);
            }

            _names.Add(name);
            _nativeNames.Add(name, Marshal.StringToCoTaskMemUTF8(name));
        }
    }

    public IReadOnlyList<string> Names => _names;

    public IReadOnlyDictionary<string, NodeMetadata> Metadata => _metadata;

    /// <summary>The names as the library wants them.</summary>
    /// <exception cref="OnnxRuntimeException">The model has no node of such a name.</exception>
    public nint[] Find(IReadOnlyCollection<string> names)
    {
        var found = new nint[names.Count];
        var i = 0;
        foreach (var name in names)
            found[i++] = Find(name);
        return found;
    }

    /// <summary>The name as the library wants it.</summary>
    /// <exception cref="OnnxRuntimeException">The model has no node of that name.</exception>
    public nint Find(string name) => _nativeNames.TryGetValue(name, out var native)
        ? native
        : throw new OnnxRuntimeException(
            ErrorCode.InvalidArgument,
            $"{_kind} name: '{name}' is not in the metadata (the model has: {string.Join(", ", _names)})");

    public void Dispose()
    {
        foreach (var native in _nativeNames.Values)
            Marshal.FreeCoTaskMem(native);
        _nativeNames.Clear();
    }
}
