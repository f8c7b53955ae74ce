using System.Diagnostics;
using System.Text.Json;
using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Cli;

/// <summary>
/// Tries WebGPU in a process of its own before anything rests on it: a driver of graphics that crashes takes the
/// process along, and one that hangs never comes back.
/// </summary>
internal static class WebGpuTrial
{
    // A laptop's GPU answers within a second or two; compiling for a slow one may take several.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Whether it works, and why not.</summary>
    public static DeviceState Run() =>
        Run(Command("devices", "--device", Device.WebGpu.ToString(), "--json"), Patience);

    /// <summary>Whether a command says that it works, in so much time.</summary>
    internal static DeviceState Run(ProcessStartInfo command, TimeSpan patience)
    {
        string name = Device.WebGpu.ToString();
        command.RedirectStandardOutput = command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            return new DeviceState(name, false, $"a trial gave no answer within {patience.TotalSeconds} s");
        }

        process.WaitForExit();
        return process.ExitCode == ExitCode.Done
            ? Read(output.Result)
            : new DeviceState(
                name, false, $"a trial ended with exit code {process.ExitCode}: {LastLine(error.Result)}");
    }

    /// <summary>Refuses WebGPU where it does not work; asks nothing where another device is wanted.</summary>
    /// <exception cref="ScanException">It does not work; says why.</exception>
    public static void Check(string device)
    {
        if (DeviceChoice.Parse(device).Kind == DeviceKind.WebGpu && Run() is { IsUsable: false } state)
            throw DeviceList.DoesNotWork(Device.WebGpu, state.Why);
    }

    private static DeviceState Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var state = document.RootElement.GetProperty("devices")[0];
        return new DeviceState(
            state.GetProperty("name").GetString()!, state.GetProperty("is_usable").GetBoolean(),
            state.GetProperty("why").GetString()!);
    }

    /// <summary>This program again: as it is, or by the dotnet that runs it.</summary>
    private static ProcessStartInfo Command(params string[] arguments)
    {
        bool isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] program = isDotnet ? ["exec", Path.Combine(AppContext.BaseDirectory, "scan.dll")] : [];
        return new ProcessStartInfo(Environment.ProcessPath!, [.. program, .. arguments]);
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
            ?? "it said nothing";
}
