using System.Runtime.InteropServices;
using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>Saves and opens an index.</summary>
internal static unsafe class HnswFile
{
    /// <summary>Where each column begins, and where the file ends.</summary>
    public static long[] Places(HnswHeader header)
    {
        long rows = header.Rows, stride = HnswRows.StrideOf(header.Dim);
        long[] bytes =
        [
            rows * stride, rows * stride, rows * sizeof(float), rows * 2 * header.M * sizeof(int), rows * sizeof(int),
            header.HigherLinks * sizeof(int), HnswGraph.RemovedWords(header.Rows) * sizeof(ulong),
        ];
        var places = new long[bytes.Length + 1];
        places[0] = HnswHeader.Size;
        for (int i = 0; i < bytes.Length; i++) places[i + 1] = Aligned(places[i] + bytes[i]);
        return places;
    }

    /// <summary>Whether a file begins like an index; false where it cannot be read.</summary>
    public static bool IsIndex(string path)
    {
        if (!File.Exists(path)) return false;

        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length
            && BitConverter.ToUInt64(magic) == HnswHeader.MagicNumber;
    }

    /// <inheritdoc cref="HnswIndex.Open"/>
    public static HnswIndex Open(string path)
    {
        HnswMapping? mapping = null;
        HnswIndex? index = null;
        try
        {
            if (new FileInfo(path).Length < HnswHeader.Size)
                throw new ScanException($"{path}: found no index, expected one that scan index has built.");
            mapping = new HnswMapping(path);
            var header = *(HnswHeader*)mapping.Start;
            header.Check(path, mapping.Bytes);
            index = new HnswIndex(
                header.Dim, new HnswOptions { M = header.M, EfConstruction = header.EfConstruction });
            Attach(index, mapping);
            return index;
        }
        catch (Exception error)
        {
            index?.Dispose();
            mapping?.Dispose();
            if (error is not (IOException or UnauthorizedAccessException)) throw;
            throw new ScanException(
                $"{path}: cannot be read: {error.Message} Expected an index that scan index has built.", error);
        }
    }

    /// <inheritdoc cref="HnswIndex.Save"/>
    public static void Save(HnswIndex index, string path)
    {
        var aside = path + ".part";
        try
        {
            Write(index, aside);
            var mapping = new HnswMapping(aside);
            var former = index.Mapping;
            Attach(index, mapping);

            // Windows replaces no file that is mapped.
            former?.Dispose();
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"{path}: cannot be written: {error.Message} Expected the name of a file in a folder that exists, and "
                + $"room for {index.Bytes >> 20:N0} MiB; free some, or name another. What stood there is as it was.",
                error);
        }
        finally
        {
            if (File.Exists(aside)) File.Delete(aside);
        }
    }

    private static void Write(HnswIndex index, string path)
    {
        var header = HnswHeader.Of(index);
        long[] places = Places(header);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<HnswHeader>(in header)));
        HnswRows rows = index.Vectors;
        HnswGraph graph = index.Graph;
        Put(stream, places[0], (byte*)rows.Upper.Data, rows.Upper.Bytes);
        Put(stream, places[1], (byte*)rows.Lower.Data, rows.Lower.Bytes);
        Put(stream, places[2], (byte*)rows.Steps.Data, rows.Steps.Bytes);
        Put(stream, places[3], (byte*)graph.Lowest.Data, graph.Lowest.Bytes);
        Put(stream, places[4], (byte*)graph.Places.Data, graph.Places.Bytes);
        Put(stream, places[5], (byte*)graph.Higher.Data, graph.Higher.Bytes);
        Put(stream, places[6], (byte*)graph.Removed.Data, graph.Removed.Bytes);
        stream.SetLength(places[^1]);
        stream.Flush(flushToDisk: true);
    }

    private static void Put(FileStream stream, long place, byte* data, long bytes)
    {
        const int PartBytes = 64 << 20;
        stream.Position = place;
        for (long at = 0; at < bytes; at += PartBytes)
            stream.Write(new ReadOnlySpan<byte>(data + at, (int)Math.Min(PartBytes, bytes - at)));
    }

    private static void Attach(HnswIndex index, HnswMapping mapping)
    {
        var header = *(HnswHeader*)mapping.Start;
        long[] places = Places(header);
        HnswRows rows = index.Vectors;
        HnswGraph graph = index.Graph;
        long components = (long)header.Rows * rows.Stride;
        rows.Upper.Map(mapping.Start + places[0], components);
        rows.Lower.Map(mapping.Start + places[1], components);
        rows.Steps.Map(mapping.Start + places[2], header.Rows);
        graph.Lowest.Map(mapping.Start + places[3], (long)header.Rows * 2 * header.M);
        graph.Places.Map(mapping.Start + places[4], header.Rows);
        graph.Higher.Map(mapping.Start + places[5], header.HigherLinks);
        graph.Removed.Map(mapping.Start + places[6], HnswGraph.RemovedWords(header.Rows));
        graph.OwnRemoved();
        (graph.Entry, graph.TopLayer, index.Mapping) = (header.Entry, header.TopLayer, mapping);
    }

    private static long Aligned(long place) => (place + HnswHeader.Size - 1) / HnswHeader.Size * HnswHeader.Size;
}
