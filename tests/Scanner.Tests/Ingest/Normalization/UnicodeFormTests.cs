using System.Security.Cryptography;
using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Tests.Ingest.Normalization;

public sealed class UnicodeFormTests
{
    /// <summary>
    /// The reference is Python: for every code point c, sha256 of the UTF-8 of unicodedata.normalize(FORM, c + marks +
    /// "\n"), Unicode 14.
    /// </summary>
    [Theory]
    [InlineData(false, true, "", "9cc65524a9d8082bf10840c616cd199bd2ac12ee49a3381bd6fb7957711f342b")]
    [InlineData(false, false, "", "b505598a484ab04ad1f0d3e9d772f4a536b012c63ec82132e4a7fba25a8d94f2")]
    [InlineData(true, true, "", "06e7277bca1b5f061a23d4e0caee648a132aee7e3fe7ae21a6f460298c980a11")]
    [InlineData(true, false, "", "d796bc2466011eef032f183cd5a0e9335aed43a191d6c20c137ee95f1fc98dc6")]
    [InlineData(false, true, "\u0323\u0301", "9cbf52121ea1b9311fcdbe93ac37c91a512c113a57562580a9475478063a2b4e")]
    [InlineData(false, false, "\u0323\u0301", "b8d282e28324d611e937927dfd1f14635836d35ab11cb26d5a8af3d5b96444d1")]
    [InlineData(true, true, "\u0323\u0301", "1c5f38913819fc9a8f26d5740b17bb944f9a2ec575d94861a323fecb0d252701")]
    [InlineData(true, false, "\u0323\u0301", "c61d6050d6ec9641b27328f7a06b4585adbc130ea7bfe3ccd7aa94c6a24dd0f1")]
    public void Every_form_agrees_with_Python_on_every_code_point(
        bool isCompatible, bool composes, string marks, string expected)
    {
        var form = new UnicodeForm(isCompatible, composes);
        var output = new CharBuffer();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
            {
                continue;
            }

            output.Clear(16);
            form.Append(char.ConvertFromUtf32(code) + marks + "\n", output);
            hash.AppendData(Encoding.UTF8.GetBytes(new string(output.Written)));
        }

        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// The reference is Python: for every code point c outside the generic diacritics, with (d) or without a mark after
    /// it,
    /// sha256 of the UTF-8 of unicodedata.normalize("NFKC", c + d + "\n"), Unicode 14.
    /// </summary>
    [Theory]
    [InlineData("", "9bd1821ad96f175cc962312227ed17d1a192d675f8753a76609c5bd119a67656")]
    [InlineData("\u3099", "bd037e6393a0f815558ac9f9ae64e1caad81261071e6fb9f1a08557e89c9e88d")]
    public void Without_loose_marks_it_agrees_with_Python_too(string mark, string expected)
    {
        var nfkc = new UnicodeForm(isCompatible: true, composes: true, dropsLooseMarks: true);
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
        new UnicodeForm(isCompatible: true, composes: true, dropsLooseMarks: true).Append(text, output);
        Assert.Equal(expected, new string(output.Written));
    }

    // Spacing diacritics and a few others decompose to a blank or letter and a mark that does not compose.
    private static bool HasUncomposedMark(int code)
    {
        var parts = UnicodeTables.Shared.Decomposition(code, isCompatible: true);
        return parts is not null && parts.Any(part => part is >= 0x300 and <= 0x36F);
    }
}
