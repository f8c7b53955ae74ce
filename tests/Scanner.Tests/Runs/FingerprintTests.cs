using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class FingerprintTests
{
    private static readonly string Plain = Of(new Options(0.8, Mode.Fast));

    [Fact]
    public void It_depends_on_stage_version_options_and_upstream()
    {
        string[] all =
        [
            Plain,
            Of(new Options(0.9, Mode.Fast)),
            Of(new Options(0.8, Mode.Exact)),
            Fingerprint.Of(Stage.Embed, 1, new Options(0.8, Mode.Fast), "up"),
            Fingerprint.Of(Stage.Join, 2, new Options(0.8, Mode.Fast), "up"),
            Fingerprint.Of(Stage.Join, 1, new Options(0.8, Mode.Fast), "other"),
            Fingerprint.Of(Stage.Join, 1, new Options(0.8, Mode.Fast), null),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all, fingerprint => Assert.Matches("^[0-9a-f]{64}$", fingerprint));
    }

    [Fact]
    public void It_does_not_depend_on_threads_or_the_order_of_properties()
    {
        Assert.Equal(Plain, Of(new Options(0.8, Mode.Fast) { Threads = 7 }));
        Assert.Equal(Plain, Of(new Turned(Mode.Fast, 0.8)));
    }

    [Fact]
    public void Canonical_json_is_sorted_within_and_without_spaces()
    {
        using var json = JsonDocument.Parse("""{ "b": [ { "z": 1, "a": null } , "x" ], "B": 1.50, "a": { } }""");
        Assert.Equal(
            """{"B":1.50,"a":{},"b":[{"a":null,"z":1},"x"]}""",
            Encoding.UTF8.GetString(Fingerprint.Canonical(json.RootElement)));
    }

    private static string Of<TOptions>(TOptions options) => Fingerprint.Of(Stage.Join, 1, options, "up");

    private enum Mode
    {
        Fast,
        Exact,
    }

    private sealed record Options(double Threshold, Mode Mode)
    {
        [JsonIgnore]
        public int Threads { get; init; }
    }

    private sealed record Turned(Mode Mode, double Threshold);
}
