using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// Vectors kept from run to run, by model and text. A text is known by a hash alone (the first half of its SHA-256):
/// nothing of it can be read from the cache but its vector. Files are written aside and renamed when whole, a file a
/// call, so that several calls may share a folder.
/// </summary>
/// <remarks>
/// Any number of threads may look up while one adds. A file: <c>SCANVEC1</c>, then records of one size: 16 bytes hash,
/// int32 tokens (of a text that was cut −1 − tokens), dim × float16. Rows are float16 in vectors.npy, too: what comes
/// back is what was written there.
/// </remarks>
internal sealed class VectorCache : IDisposable
{
    private const string Extension = ".vectors";
    private const int HeadBytes = 8, KeyBytes = 16;

    private readonly string _folder;
    private readonly byte[] _record;
    private readonly List<FileStream> _files = [];
    private readonly Dictionary<UInt128, (int File, long Offset)> _known = [];
    private readonly HashSet<UInt128> _added = [];
    private readonly string _newPath;
    private FileStream? _new;

    private VectorCache(string folder, int dim)
    {
        _folder = folder;
        Dim = dim;
        _record = new byte[KeyBytes + sizeof(int) + (dim * 2)];
        _newPath = Path.Combine(folder, $"{DateTime.UtcNow:yyyyMMddHHmmssfff}-{Guid.NewGuid():N}{Extension}");
    }

    /// <summary>Components of a vector.</summary>
    public int Dim { get; }

    private static ReadOnlySpan<byte> Head => "SCANVEC1"u8;

    /// <summary>Opens the vectors of one model.</summary>
    /// <param name="folder">The folder of all models' vectors; made where missing.</param>
    /// <param name="modelHash">As <see cref="ModelFolder.Hash"/>.</param>
    /// <param name="dim">Components of a vector.</param>
    /// <exception cref="ScanException">The folder cannot be used.</exception>
    public static VectorCache Open(string folder, string modelHash, int dim)
    {
        ArgumentNullException.ThrowIfNull(modelHash);
        try
        {
            // What another version of this program embedded otherwise is not found.
            var cache = new VectorCache(Path.Combine(folder, $"{modelHash[..32]}-{dim}-v{EmbedStage.Version}"), dim);
            MakePrivate(folder);
            MakePrivate(cache._folder);
            Forget(folder);
            cache.Load();
            return cache;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"--cache {folder}: cannot be used: {error.Message.TrimEnd('.')}. Expected a folder that can be "
                + "written; name another one, or say --no-cache.", error);
        }
    }

    /// <summary>The key of a text.</summary>
    public static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    /// <summary>Reads the vector of a text.</summary>
    /// <param name="key">As <see cref="KeyOf"/>.</param>
    /// <param name="vector">[dim], of unit length, or zero.</param>
    /// <param name="tokens">How many tokens the text gave.</param>
    /// <returns>False where it is not known.</returns>
    public bool TryGet(UInt128 key, Span<float> vector, out TextTokens tokens)
    {
        tokens = default;
        if (!_known.TryGetValue(key, out var place))
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(_record.Length);
        var record = rented.AsSpan(0, _record.Length);
        RandomAccess.Read(_files[place.File].SafeFileHandle, record, place.Offset);
        int count = MemoryMarshal.Read<int>(record[KeyBytes..]);
        tokens = count < 0 ? new TextTokens(-1 - count, IsCut: true) : new TextTokens(count, IsCut: false);
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(record[(KeyBytes + sizeof(int))..]), vector);
        ArrayPool<byte>.Shared.Return(rented);
        return true;
    }

    /// <summary>Keeps the vector of a text for later calls.</summary>
    /// <exception cref="ScanException">There is no room.</exception>
    public void Add(UInt128 key, ReadOnlySpan<float> vector, TextTokens tokens)
    {
        if (!_added.Add(key))
        {
            return;
        }

        MemoryMarshal.Write(_record, key);
        MemoryMarshal.Write(_record.AsSpan(KeyBytes), tokens.IsCut ? -1 - tokens.Count : tokens.Count);
        TensorPrimitives.ConvertToHalf(
            vector, MemoryMarshal.Cast<byte, Half>(_record.AsSpan(KeyBytes + sizeof(int))));
        try
        {
            if (_new is null)
            {
                _new = new FileStream(
                    _newPath + ".part", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
                _new.Write(Head);
            }

            _new.Write(_record);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"--cache {_folder}: cannot be written: {error.Message.TrimEnd('.')}. Expected room for vectors; free "
                + "some, name another folder, or say --no-cache.", error);
        }
    }

    /// <summary>Lets later calls see what was added. What is not published goes when this is disposed.</summary>
    public void Publish()
    {
        if (_new is not null)
        {
            _new.Dispose();
            _new = null;
            File.Move(_newPath + ".part", _newPath);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        if (_new is not null)
        {
            _new.Dispose();
            File.Delete(_newPath + ".part");
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // Vectors tell something of the texts they are of.
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Deletes the oldest files beyond the limit, and what killed calls left more than a day ago.</summary>
    private static void Forget(string folder)
    {
        long bytes = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"*{Extension}*", SearchOption.AllDirectories)
            .OrderByDescending(file => file.LastWriteTimeUtc).ToArray())
        {
            bytes += file.Length;
            bool isLeft = file.Extension != Extension && file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1);
            if (bytes > Limits.VectorCacheBytesMax || isLeft)
            {
                file.Delete();
            }
        }
    }

    private void Load()
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        foreach (var path in Directory.GetFiles(_folder, $"*{Extension}").Order(StringComparer.Ordinal))
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 20);
            _files.Add(file);
            if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.SequenceEqual(Head))
            {
                continue;
            }

            for (long offset = HeadBytes; file.ReadAtLeast(_record, _record.Length, false) == _record.Length;
                offset += _record.Length)
            {
                _known[MemoryMarshal.Read<UInt128>(_record)] = (_files.Count - 1, offset);
            }
        }
    }
}
