using System.Text;
using System.Text.Json.Nodes;
using Scanner.Report;
using Scanner.Report.Exports;
using Scanner.Runs;

namespace Scanner.Tests.Report.Exports;

/// <summary>What the sample run exports.</summary>
internal static class ExportedRun
{
    public static string Text(Action<RunExport, Stream> write, ReportOptions? options = null, int threads = 1)
    {
        using var sample = new SampleRun();
        return Encoding.UTF8.GetString(Bytes(sample, write, options, threads));
    }

    public static byte[] Bytes(
        SampleRun sample, Action<RunExport, Stream> write, ReportOptions? options = null, int threads = 1)
    {
        using var export = new RunExport(
            sample.Run, options ?? new ReportOptions(), new DatabaseOptions(threads, 256 << 20, null));
        var output = new MemoryStream();
        write(export, output);
        return output.ToArray();
    }

    public static JsonNode Json(Action<RunExport, Stream> write) => JsonNode.Parse(Text(write))!;
}
