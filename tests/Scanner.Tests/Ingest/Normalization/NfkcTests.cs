using System.Security.Cryptography;
using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Tests.Ingest.Normalization;

public sealed class NfkcTests
{
    /// <summary>
    /// The reference is Python: for every code point c outside the generic diacritics, with (d) or without a mark after
    /// it,
    /// sha256 of the UTF-8 of unicodedata.normalize("NFKC", c + d + "\n"), Unicode 14.
    /// </summary>
    [Theory]
    [InlineData("", "9bd1821ad96f175cc962312227ed17d1a192d675f8753a76609c5bd119a67656")]
    [InlineData("\u3099", "bd037e6393a0f815558ac9f9ae64e1caad81261071e6fb9f1a08557e89c9e88d")]
    public void Agrees_with_Python_on_every_code_point(string mark, string expected)
    {
        var nfkc = new Nfkc();
        var output = new CharBuffer();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code is (>= 0xD800 and <= 0xDFFF) or (>= 0x300 and <= 0x36F) || HasUncomposedMark(code))
            {
                continue;
            }

            output.Clear(16);
            nfkc.Append(char.ConvertFromUtf32(code) + mark + "\n", output);
            hash.AppendData(Encoding.UTF8.GetBytes(new string(output.Written)));
        }

        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Theory]
    [InlineData("e\u0323\u0302", "ệ")] // marks compose in canonical order
    [InlineData("e\u0302\u0323", "ệ")]
    [InlineData("é\u0323", "\u1EB9")] // an acute that no longer composes is dropped
    [InlineData("\u0301a", "a")]
    [InlineData("\u1112\u1161\u11AB\u11AB", "한\u11AB")]
    [InlineData("plain only", "plain only")]
    public void Marks_compose_or_go(string text, string expected)
    {
        var output = new CharBuffer();
        new Nfkc().Append(text, output);
        Assert.Equal(expected, new string(output.Written));
    }

    // Spacing diacritics and a few others decompose to a blank or letter and a mark that does not compose.
    private static bool HasUncomposedMark(int code)
    {
        var parts = NfkcTables.Shared.Decomposition(code);
        return parts is not null && parts.Any(part => part is >= 0x300 and <= 0x36F);
    }
}
