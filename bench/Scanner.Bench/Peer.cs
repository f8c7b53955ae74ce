using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Scanner.Bench;

/// <summary>Runs what others would use instead, a script of <c>bench/peers</c>.</summary>
internal static class Peer
{
    /// <summary>
    /// Runs a script and gives the lines of JSON that it prints; none where Python or a library is missing.
    /// </summary>
    /// <param name="script">Its name.</param>
    /// <param name="threads">Threads for OpenMP and OpenBLAS.</param>
    /// <param name="arguments">Its arguments.</param>
    public static JsonNode[] Run(string script, int threads, params string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, script);
        var start = new ProcessStartInfo("python3", [path, .. arguments]) { RedirectStandardOutput = true };
        foreach (var name in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
            start.Environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        try
        {
            using var python = Process.Start(start)!;
            var said = python.StandardOutput.ReadToEnd();
            return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
