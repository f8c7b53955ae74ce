using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Scanner.Ingest;
using Scanner.Report.Page;

namespace Scanner.Tests.Report;

public sealed class MarkupTests
{
    private static string Html(string? text)
    {
        Markup markup = $"{text}";
        return markup.ToString();
    }

    [Fact]
    public void A_hole_never_yields_markup() =>
        Prop.ForAll<string?>(text => Html(text).AsSpan().IndexOfAny("<>\"'`") < 0
            && !Html(text).Any(c => char.IsControl(c) && c is not ('\n' or '\t'))).QuickCheckThrowOnFailure();

    [Fact]
    public void Printable_text_comes_back_when_a_browser_reads_it() =>
        Prop.ForAll<string?>(text =>
        {
            var runes = (text ?? "").EnumerateRunes();
            var seen = string.Concat(runes.Where(rune => rune.Value >= ' ' && !UnseenCharacters.Contain(rune)));
            return WebUtility.HtmlDecode(Html(seen)) == seen;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onclick='x' `", "&quot; onclick=&#39;x&#39; &#96;")]
    [InlineData("a\0b", "a‹U+0000›b")]
    [InlineData("\u202eevil\u2066", "‹U+202E›evil‹U+2066›")]
    [InlineData("zero\u200bwidth\ufeff", "zero‹U+200B›width‹U+FEFF›")]
    [InlineData("\U000E0041", "‹U+E0041›")]
    [InlineData("one\r\ntwo\rthree\n", "one\ntwo\nthree\n")]
    [InlineData("مرحبا 👩‍🔬", "مرحبا 👩‍🔬")]
    [InlineData(null, "")]
    public void Text_is_shown_as_text(string? text, string html) => Assert.Equal(html, Html(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\ufffdb\ufffd", Html("a\ud83db\ude00"));

    [Fact]
    public void Long_text_is_whole()
    {
        var html = Html(new string('<', 100_000));
        Assert.Equal(400_000, html.Length);
    }

    [Fact]
    public void Numbers_are_written_the_same_everywhere()
    {
        Markup markup = $"{1234.5:N1} {0.25} {7L}";
        Assert.Equal("1,234.5 0.25 7", markup.ToString());
    }

    [Fact]
    public void Parts_are_taken_as_they_are()
    {
        Markup item = $"<li>{"<b>"}</li>";
        Markup list = $"<ul>{new[] { item, item }.AsEnumerable()}{Markup.None}</ul>";
        Assert.Equal("<ul><li>&lt;b&gt;</li><li>&lt;b&gt;</li></ul>", list.ToString());
        using var written = new StringWriter(new StringBuilder());
        list.WriteTo(written);
        Assert.Equal(list.ToString(), written.ToString());
    }
}
