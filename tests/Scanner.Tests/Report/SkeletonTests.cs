using Scanner.Report;
using Scanner.Runs;

namespace Scanner.Tests.Report;

public sealed class SkeletonTests
{
    [Fact]
    public void A_skeleton_splits_into_wording_and_slots() =>
        Assert.Equal(
            [new(false, "solve "), new(true, "number"), new(false, " of {x} for "), new(true, "name")],
            SkeletonParts.Split("solve {number} of {x} for {name}"));

    [Theory]
    [InlineData("", SkeletonParts.NoWording)]
    [InlineData("{text}", SkeletonParts.NoWording)]
    [InlineData("one\n two {text} {number} three", "one two … three")]
    [InlineData("{text} , then {name}: so", "…, then …: so")]
    [InlineData("abcdefghij klmnopqrst uvwxyz", "abcdefghij …")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrs …")]
    public void A_title_is_one_short_line(string skeleton, string title) =>
        Assert.Equal(title, SkeletonParts.Title(skeleton, 20));

    [Fact]
    public void Fixed_wording_is_found_whatever_lies_between_its_words()
    {
        const string text = "Ducks lay eggs. Think  STEP,\nby step! then say: done, my friend, now";
        var found = FixedWording.Find("{text} think step by step {text} done my friend", text);
        Assert.Equal(["Think  STEP,\nby step", "done, my friend"], found.Select(range => text[range]));
    }

    [Fact]
    public void Wording_that_a_cut_ends_counts() =>
        Assert.Equal([0..13], FixedWording.Find("one two three four five", "One two three"));

    [Fact]
    public void Two_words_are_too_few_to_mark() =>
        Assert.Empty(FixedWording.Find("of the {text} a b", "of the many a b"));

    [Fact]
    public void Disguised_wording_is_found()
    {
        // Letters of another script, a character that does not show, and capitals.
        const string text = "(17) Wr\u0456te a mo\u200bdel S\u043eLUTION, please";
        var found = FixedWording.Find("write a model solution {text}", text);
        Assert.Equal(["Wr\u0456te a mo\u200bdel S\u043eLUTION"], found.Select(range => text[range]));
    }

    [Fact]
    public void A_changed_word_leaves_a_gap()
    {
        const string text = "First list what is known, then show every single step you take.";
        var found = FixedWording.Find("list what is given, then show every single step {text}", text);
        Assert.Equal(["list what is", "then show every single step"], found.Select(range => text[range]));
    }

    [Fact]
    public void In_scripts_without_spaces_every_character_is_a_word()
    {
        const string text = "请用该语言详细思考。谢谢";
        Assert.Equal(["该语言详细思考"], FixedWording.Find("{text} 该语言详细思考", text).Select(range => text[range]));
    }

    [Fact]
    public void The_skeleton_that_covers_most_counts()
    {
        const string text = "in small steps: now write down all that you know about ducks";
        string[] skeletons = ["do it in small steps and slowly", "write down all that you know about {name}"];
        Assert.Equal(["write down all that you know about"],
            FixedWording.Find(skeletons, text).Select(range => text[range]));
    }

    [Fact]
    public void An_excerpt_shows_wording_that_stands_in_the_middle()
    {
        const string wording = "write down all that you know";
        var text = new string('a', 3_000) + " " + wording + " " + new string('b', 3_000);
        var excerpt = Excerpt.Of(text, null, text.Length, masked => masked.IndexOf(wording, StringComparison.Ordinal));
        Assert.Contains(wording, excerpt.Head, StringComparison.Ordinal);
        Assert.True(excerpt.Before > 2_000);
        Assert.Equal(text.Length, excerpt.Before + excerpt.Head.Length + excerpt.LeftOut);
        Assert.Equal([PassageKind.LeftOut, PassageKind.Filled, PassageKind.Fixed, PassageKind.Filled,
            PassageKind.LeftOut], Passages.Of(excerpt, [wording], showFilled: false).Select(passage => passage.Kind));
    }

    [Fact]
    public void An_excerpt_keeps_short_texts_whole() =>
        Assert.Equal(new Excerpt("mail [e-mail]", "", 0), Excerpt.Of("mail a@b.example", null, 16));

    [Fact]
    public void An_excerpt_of_a_long_text_has_both_ends_and_counts_the_rest()
    {
        var text = new string('a', 5_000) + "end";
        var excerpt = Excerpt.Of(text, null, text.Length);
        Assert.StartsWith("aaa", excerpt.Head, StringComparison.Ordinal);
        Assert.EndsWith("end", excerpt.Tail, StringComparison.Ordinal);
        Assert.Equal(text.Length, excerpt.Head.Length + excerpt.LeftOut + excerpt.Tail.Length);
    }

    [Fact]
    public void A_secret_at_a_cut_does_not_show()
    {
        var secret = "sk-" + "live_" + new string('a', 20) + "0123456789";
        var text = new string('.', Limits.ReportExcerptHeadCharacters - 10) + secret + new string('.', 9_000) + secret;
        var excerpt = Excerpt.Of(text, null, text.Length);
        Assert.DoesNotContain("sk-", excerpt.Head, StringComparison.Ordinal);
        Assert.EndsWith("[key]", excerpt.Tail, StringComparison.Ordinal);
    }
}
