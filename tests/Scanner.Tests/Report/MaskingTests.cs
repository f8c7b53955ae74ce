using Scanner.Report;
using Scanner.Runs;

namespace Scanner.Tests.Report;

public sealed class MaskingTests
{
    // Keys are put together here so that no scanner of this repository takes them for real ones.
    private const string Digits = "0123456789";

    public static TheoryData<string, string> Secrets => new()
    {
        { "jo.doe+x@mail.example.org", "[e-mail]" },
        { "sk-" + "proj-abcDEF" + Digits + "abcdefgh", "[key]" },
        { "sk-" + "ant-api03-abcDEF" + Digits + "xyz_-1", "[key]" },
        { "AKIA" + "IOSFODNN7EXAMPLE", "[key]" },
        { "ghp_" + "abcdefghijklmnopqrst" + Digits, "[key]" },
        { "xoxb-" + Digits + "-abcdef", "[key]" },
        { "AIza" + "SyA" + Digits + Digits + Digits, "[key]" },
        { "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmN", "[token]" },
        { "4111 1111 1111 1111", "[card number]" },
        { "5500-0000-0000-0004", "[card number]" },
        { "378282246310005", "[card number]" },
        { "+49 170 1234567", "[phone]" },
        { "+1 (415) 555-0132", "[phone]" },
        { "(415) 555-0132", "[phone]" },
        { "415-555-0132", "[phone]" },
        { "078-05-1120", "[national id]" },
        { "DE89 3704 0044 0532 0130 00", "[bank account]" },
        { "GB82WEST12345698765432", "[bank account]" },
        { "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "[secret]" },
        { "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "[private key]" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_replaced_by_its_label_wherever_it_stands(string secret, string label)
    {
        Assert.Equal(label, Masking.Mask(secret));
        Assert.Equal($"Use {label}, please.", Masking.Mask($"Use {secret}, please."));
        Assert.Equal($"(\n{label}\n)", Masking.Mask($"(\n{secret}\n)"));
        Assert.Equal($"It is {label}.", Masking.Mask($"It is {secret}."));
        // Texts that were normalised for matching lie in lower case.
        Assert.Equal($"{label} it is, 7 of 9", Masking.Mask($"{secret.ToLowerInvariant()} it is, 7 of 9"));
    }

    [Theory]
    [InlineData("password: hunter2xyz", "password: [secret]")]
    [InlineData("api_key=\"a1b2c3d4\"", "api_key=\"[secret]\"")]
    [InlineData("Authorization: Bearer abc.def123", "Authorization: Bearer [secret]")]
    [InlineData("https://user:pa55word@host.example/x", "https://[credentials]@host.example/x")]
    public void A_named_secret_keeps_its_name(string text, string masked) => Assert.Equal(masked, Masking.Mask(text));

    [Theory]
    [InlineData("+49 170 1234567 4111 1111 1111 1111 and 078-05-1120", "4111")]
    [InlineData("078-05-1120 4111 1111 1111 1111 12 34", "4111")]
    [InlineData("room ab12 is DE89 3704 0044 0532 0130 00 in words", "DE89")]
    [InlineData("4111 1111 1111 1111 5500 0000 0000 0004", "0004")]
    public void Numbers_beside_numbers_are_masked(string text, string part) =>
        Assert.DoesNotContain(part, Masking.Mask(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30")]
    [InlineData("In 2024, 3 of 12,345 people paid 19.99.")]
    [InlineData("4111 1111 1111 1112 fails the check sum")]
    [InlineData("Solve 1234567890123456 + 1 step by step.")]
    [InlineData("the password is what the user forgets")]
    [InlineData("a-very-long-identifier-made-of-plain-words-only")]
    [InlineData("from 2026-03-02T00:01:16 to 2026-03-08")]
    [InlineData("call f(x) @ 3 pm; version 1.2.3-4; 10.0.0.1/24")]
    public void Plain_text_stays(string text) => Assert.Equal(text, Masking.Mask(text));

    [Fact]
    public void A_long_text_is_masked_in_linear_time()
    {
        // Any of these would hang a pattern that backtracks.
        foreach (var unit in new[] { "a", "1", "1 ", "a@", "a.", "-----BEGIN ", "password=", "(1" })
            Assert.NotEmpty(Masking.Mask(string.Concat(Enumerable.Repeat(unit, Limits.ReportWindowCharacters))));
    }
}
