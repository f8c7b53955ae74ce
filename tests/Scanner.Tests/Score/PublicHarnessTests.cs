using Scanner.Score;

namespace Scanner.Tests.Score;

/// <summary>Public harnesses are known by their wording, and allowed only where a user says so.</summary>
public sealed class PublicHarnessTests
{
    [Fact]
    public void Every_bundled_wording_is_known_within_a_prompt_however_it_is_written()
    {
        Assert.NotEmpty(PublicHarnesses.Wordings);
        Assert.All(PublicHarnesses.Wordings, wording =>
        {
            Assert.NotNull(PublicHarnesses.ProjectOf($"Hello.  {wording.ToUpperInvariant()} {{text}}"));
            Assert.True(wording.Split(' ').Length >= 8, $"'{wording}' is too short to know a project by.");
        });
        Assert.Null(PublicHarnesses.ProjectOf("Answer the following question step by step."));
    }

    [Fact]
    public void A_line_of_the_allow_list_stands_for_all_of_them()
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, ["# ours", "org: acme", "bundled: harnesses"]);
        var allowed = AllowList.Read(file);
        File.Delete(file);
        Assert.Equal(new AllowedEntry("org", "acme"), allowed[0]);
        Assert.Equal(PublicHarnesses.Wordings.Select(wording => new AllowedEntry("text", wording)), allowed.Skip(1));
    }
}
