using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class NativeLibrariesTests
{
    [Fact]
    public void The_build_put_DuckDB_where_it_is_looked_for() =>
        Assert.Contains(NativeLibraries.Candidates(AppContext.BaseDirectory, NativeLibraries.DuckDb), File.Exists);

    [Fact]
    public void A_missing_library_says_what_to_do()
    {
        var message = NativeLibraries.Missing(NativeLibraries.DuckDb, "/opt/scan").Message;
        Assert.StartsWith("/opt/scan: found no ", message, StringComparison.Ordinal);
        Assert.Contains("expected the native library of DuckDB", message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", message, StringComparison.Ordinal);
    }
}
