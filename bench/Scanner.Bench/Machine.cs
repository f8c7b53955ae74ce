using System.Diagnostics;
using System.Reflection;

namespace Scanner.Bench;

/// <summary>Where and of what a figure was measured.</summary>
internal static class Machine
{
    /// <summary>Processor, cores and runtime, on one line.</summary>
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, .NET {Environment.Version}";

    /// <summary>The commit that is checked out, with "+" where files differ from it.</summary>
    public static string Commit()
    {
        var commit = Git("rev-parse --short HEAD");
        if (commit.Length == 0) return CommitOfBuild();
        return commit + (Git("status --porcelain -- src bench").Length > 0 ? "+" : "");
    }

    /// <summary>Most memory that this process ever held, in bytes.</summary>
    public static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>
    /// Seconds that this process kept cores busy: what a figure per core rests on where others use the machine, too.
    /// </summary>
    public static double ProcessorSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        if (!File.Exists(CpuInfo)) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";

        var fields = File.ReadLines(CpuInfo).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1]);
        return $"{fields.GetValueOrDefault("model name")} (family {fields.GetValueOrDefault("cpu family")})";
    }

    // A published program knows the commit that it was built from.
    private static string CommitOfBuild()
    {
        var version = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return version?.InformationalVersion.Split('+') is [_, var commit] ? commit[..7] : "unknown";
    }

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true });
            return git?.StandardOutput.ReadToEnd().Trim() ?? "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
