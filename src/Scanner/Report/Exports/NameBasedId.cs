using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Scanner.Report.Exports;

/// <summary>Name-based UUIDs: one name, one id, so that importing twice doubles nothing.</summary>
internal static class NameBasedId
{
    /// <summary>The namespace of STIX 2.1 (section 2.9) for cyber-observable objects.</summary>
    public static readonly Guid StixObservables = new("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /// <summary>The namespace of all else that Scanner names: drawn at random, and never to change.</summary>
    public static readonly Guid Scanner = new("684f30d6-42e4-417c-b65c-5bf08c022841");

    /// <summary>UUID version 5 of RFC 9562, section 5.5: SHA-1 of namespace and name.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The standard names SHA-1; nothing is kept secret by it.")]
    public static Guid Of(Guid space, string name)
    {
        byte[] named = [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        var bytes = SHA1.HashData(named).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
