using System.Net;
using System.Net.Sockets;

namespace Scanner.Score;

/// <summary>
/// The block that an address belongs to: /24 of IPv4, /48 of IPv6, the sizes networks are handed out in.
/// </summary>
public static class AddressBlock
{
    /// <summary>"203.0.113.0/24" or "2001:db8:1::/48"; null for what is no address.</summary>
    public static string? Of(string? address)
    {
        if (address is null || !IPAddress.TryParse(address, out var parsed))
        {
            return null;
        }

        parsed = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        var (bytes, kept) = (parsed.GetAddressBytes(), parsed.AddressFamily == AddressFamily.InterNetwork ? 3 : 6);
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
