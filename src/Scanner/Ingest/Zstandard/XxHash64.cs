using System.Buffers.Binary;
using System.Numerics;

namespace Scanner.Ingest.Zstandard;

/// <summary>XXH64 with seed 0, the checksum of Zstandard frames (xxHash fast digest algorithm, draft 0.1.1).</summary>
internal sealed class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    private readonly ulong[] _lanes = [unchecked(Prime1 + Prime2), Prime2, 0, unchecked(0 - Prime1)];
    private readonly byte[] _rest = new byte[Stripe];
    private ulong _length;

    /// <summary>The hash of all that was appended.</summary>
    public ulong Value
    {
        get
        {
            var hash = _length >= Stripe ? Merge() : Prime5;
            hash += _length;
            var rest = _rest.AsSpan(0, (int)(_length % Stripe));
            for (; rest.Length >= 8; rest = rest[8..])
            {
                var lane = Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                hash = (BitOperations.RotateLeft(hash ^ lane, 27) * Prime1) + Prime4;
            }
            for (; rest.Length >= 4; rest = rest[4..])
            {
                var lane = BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
                hash = (BitOperations.RotateLeft(hash ^ lane, 23) * Prime2) + Prime3;
            }
            foreach (var value in rest)
                hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var held = (int)(_length % Stripe);
        _length += (ulong)bytes.Length;
        if (held > 0)
        {
            var taken = Math.Min(Stripe - held, bytes.Length);
            bytes[..taken].CopyTo(_rest.AsSpan(held));
            bytes = bytes[taken..];
            if (held + taken < Stripe)
                return;
            Mix(_rest);
        }
        for (; bytes.Length >= Stripe; bytes = bytes[Stripe..])
            Mix(bytes);
        bytes.CopyTo(_rest);
    }

    private void Mix(ReadOnlySpan<byte> stripe)
    {
        for (var lane = 0; lane < 4; lane++)
            _lanes[lane] = Round(_lanes[lane], BinaryPrimitives.ReadUInt64LittleEndian(stripe[(8 * lane)..]));
    }

    private ulong Merge()
    {
        var hash = BitOperations.RotateLeft(_lanes[0], 1) + BitOperations.RotateLeft(_lanes[1], 7)
            + BitOperations.RotateLeft(_lanes[2], 12) + BitOperations.RotateLeft(_lanes[3], 18);
        foreach (var lane in _lanes)
            hash = ((hash ^ Round(0, lane)) * Prime1) + Prime4;
        return hash;
    }

    private static ulong Round(ulong lane, ulong input) =>
        BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;
}
