using System.Security.Cryptography;
using System.Text;
using Scanner.Runs;

namespace Scanner.Report;

/// <summary>How accounts are named in what leaves a run.</summary>
public enum AccountIds
{
    /// <summary>As the log has them.</summary>
    Raw,

    /// <summary>As keyed hashes: the same account has the same name wherever the same key is used.</summary>
    Hmac,
}

/// <summary>Names accounts and organisations, as they are or as keyed hashes.</summary>
public sealed class AccountNames
{
    // 64 bits: among a million accounts two share a name once in 37 million runs.
    private const int HexDigits = 16;

    // Shorter keys can be tried out: account ids are easily listed.
    private const int KeyBytesMin = 16;

    private const string KeyFile = "account-ids.key";

    private readonly byte[]? _key;

    private AccountNames(byte[]? key) => _key = key;

    /// <summary>Names as the log has them.</summary>
    public static AccountNames Raw { get; } = new(null);

    /// <summary>Tells keys apart without giving one away; null for raw names.</summary>
    public string? KeyMark => _key is null ? null : Convert.ToHexStringLower(SHA256.HashData(_key))[..HexDigits];

    /// <summary>Names by HMAC-SHA-256 (RFC 2104) under a key.</summary>
    public static AccountNames Keyed(ReadOnlySpan<byte> key) => new(key.ToArray());

    /// <summary>
    /// The names that a run's outputs use. Without a key file the run's own key is taken, made at random once.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="ids">Raw or keyed.</param>
    /// <param name="keyFile">A file of at least 16 bytes, all of which are the key; null for the run's own.</param>
    /// <exception cref="ScanException">The key file cannot be read or is too short.</exception>
    public static AccountNames For(RunFolder run, AccountIds ids, string? keyFile)
    {
        if (ids == AccountIds.Raw) return Raw;
        return Keyed(keyFile is null ? KeyOf(run) : ReadKey(keyFile));
    }

    /// <summary>The name of an organisation, with secrets masked where people wrote it.</summary>
    public string OfOrganisation(string id) => _key is null ? Masking.Mask(id) : Of(id);

    /// <summary>The name of an account or organisation.</summary>
    public string Of(string id)
    {
        if (_key is null) return id;
        return "hmac-" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(id)))[..HexDigits];
    }

    private static byte[] KeyOf(RunFolder run)
    {
        var path = Path.Combine(run.Path, KeyFile);
        try
        {
            if (!File.Exists(path)) WriteKey(path);
            return ReadKey(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"{path}: the key of keyed account ids cannot be written: {error.Message} Name a file that holds one "
                + "with --account-key.", error);
        }
    }

    private static void WriteKey(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(RandomNumberGenerator.GetBytes(32));
    }

    private static byte[] ReadKey(string path)
    {
        try
        {
            var key = File.ReadAllBytes(path);
            return key.Length >= KeyBytesMin
                ? key
                : throw new ScanException(
                    $"--account-key {path}: found {key.Length} bytes, expected at least {KeyBytesMin} random ones, "
                    + $"such as: head -c 32 /dev/urandom > {path}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"--account-key {path}: cannot be read: {error.Message} Name a file of at least {KeyBytesMin} random "
                + "bytes.", error);
        }
    }
}
