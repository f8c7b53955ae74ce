namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model says about itself.</summary>
public sealed class ModelMetadata
{
    internal unsafe ModelMetadata(nint session)
    {
        OrtStatus.Check(OrtApi.SessionGetModelMetadata(session, out var metadata));
        try
        {
            ProducerName = ReadText(metadata, MetadataText.ProducerName);
            GraphName = ReadText(metadata, MetadataText.GraphName);
            Domain = ReadText(metadata, MetadataText.Domain);
            Description = ReadText(metadata, MetadataText.Description);
            OrtStatus.Check(OrtApi.ModelMetadataGetVersion(metadata, out var version));
            Version = version;
            CustomMetadataMap = ReadMap(metadata);
        }
        finally
        {
            OrtApi.Release(Released.ModelMetadata, metadata);
        }
    }

    /// <summary>The program that wrote the model.</summary>
    public string ProducerName { get; }

    /// <summary>The graph's name.</summary>
    public string GraphName { get; }

    /// <summary>The model's domain.</summary>
    public string Domain { get; }

    /// <summary>The model's description.</summary>
    public string Description { get; }

    /// <summary>The model's version.</summary>
    public long Version { get; }

    /// <summary>What its makers wrote beside: keys and values.</summary>
    public Dictionary<string, string> CustomMetadataMap { get; }

    private static unsafe string ReadText(nint metadata, MetadataText which)
    {
        OrtStatus.Check(OrtApi.GetMetadataText(which, metadata, OrtAllocator.DefaultInstance.Pointer, out var text));
        return Utf8.Take(text);
    }

    private static unsafe Dictionary<string, string> ReadMap(nint metadata)
    {
        var allocator = OrtAllocator.DefaultInstance;
        OrtStatus.Check(OrtApi.GetCustomMetadataKeys(metadata, allocator.Pointer, out var keys, out var count));
        var map = new Dictionary<string, string>((int)count);
        for (var i = 0L; i < count; i++)
        {
            OrtStatus.Check(OrtApi.LookupCustomMetadata(metadata, allocator.Pointer, keys[i], out var value));
            map[Utf8.Take(keys[i])] = Utf8.Take(value);
        }

        if (keys != null)
            allocator.Free(keys);
        return map;
    }
}
