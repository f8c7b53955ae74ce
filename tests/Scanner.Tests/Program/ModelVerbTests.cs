using System.Text.Json;
using Scanner.Cli;
using Scanner.Tests.Embed;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Program;

/// <summary>scan model list, add and check. Added models lie where a variable says.</summary>
public sealed class ModelVerbTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Check_tells_what_the_model_is()
    {
        var call = Call.Scan("model", "check", "default", "--json");
        Assert.True(call.Code == ExitCode.Done, call.Error);
        using var json = JsonDocument.Parse(call.Output);
        var report = json.RootElement;
        Assert.Equal(
            ("default", 256, 76_576, 64),
            (report.GetProperty("name").GetString(), report.GetProperty("dim").GetInt32(),
                report.GetProperty("vocabulary_size").GetInt32(), report.GetProperty("hash").GetString()!.Length));
        Assert.True(report.GetProperty("tokens_per_second").GetDouble() > 0);
        Assert.True(
            report.GetProperty("similarity_of_near").GetDouble() > report.GetProperty("similarity_of_far").GetDouble());
        var told = Call.Scan("model", "check", "default").Output;
        Assert.Contains("default works on cpu", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_tells_what_is_wrong()
    {
        var folder = new TinyModel { PoolingConfig = null }.Write(_temp["model"]);
        var call = Call.Scan("model", "check", folder);
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains("1_Pooling/config.json", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_added_is_listed_and_has_a_name()
    {
        var folder = new TinyModel().Write(_temp["model"]);
        File.WriteAllText(Path.Combine(folder, "pytorch_model.bin"), "weights for another program");
        var added = Scan("model", "add", folder, "--name", "tiny", "--threshold", "0.9", "--prefix", "hello ");
        Assert.True(added.Code == ExitCode.Done, added.Error);
        Assert.False(File.Exists(Path.Combine(_temp["added"], "tiny", "pytorch_model.bin")));

        var list = Scan("model", "list").Output;
        Assert.Contains("default", list, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_temp["added"], "tiny"), list, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Scan("model", "check", "tiny", "--json").Output);
        Assert.Equal(0.9, json.RootElement.GetProperty("threshold").GetDouble());
        Assert.Equal("hello ", json.RootElement.GetProperty("prefix").GetString());

        var again = Scan("model", "add", folder, "--name", "tiny");
        Assert.Equal(ExitCode.UserError, again.Code);
        Assert.Contains("--name tiny: is taken", again.Error, StringComparison.Ordinal);
    }

    private Call Scan(params string[] args)
    {
        using var process = ScanProcess.StartWith("SCANNER_MODELS", _temp["added"], args);
        return process.Finish();
    }
}
