namespace Scanner.Tests;

public sealed class Smoke
{
    [Fact]
    public void RunFolder_is_made() =>
        Assert.True(Directory.Exists(Runs.RunFolder.Create(Directory.CreateTempSubdirectory().FullName).Path));
}
