using System.CommandLine;
using Scanner.Embed;
using Scanner.Gpu;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan devices: what this machine can run models and joins on.</summary>
internal static class DevicesVerb
{
    public static VerbCommand Make(Host host)
    {
        var json = Flags.Json();
        var only = new Option<string?>("--device")
        {
            HelpName = "cpu|cuda[:N]|webgpu",
            Description = "Try one device for models, and nothing else.",
        };
        var verb = new VerbCommand(
            "devices", "Tells which devices and backends really work here, by trying each.",
            "scan devices", "scan devices --json", "scan devices --device webgpu")
        { only, json };
        verb.SetAction(parsed =>
        {
            var model = ModelFolder.Open(new EmbedOptions().Model);
            if (parsed.GetValue(only) is { } name)
            {
                PrintOne(host, DeviceList.Try(model, Chosen(name)), parsed.GetValue(json));
                return ExitCode.Done;
            }

            var models = DeviceList.Try(model, WebGpuTrial.Run);
            var joins = new GpuDevices().Try();
            if (parsed.GetValue(json))
                JsonText.Print(host, new
                {
                    Devices = models,
                    JoinDevices = joins,
                    Backends = JoinBackends.All.Select(backend => new { backend.Name, backend.IsAvailable }),
                });
            else
                Print(models, joins, host.Output);
            return ExitCode.Done;
        });
        return verb;
    }

    private static Device Chosen(string name) => DeviceChoice.Parse(name) switch
    {
        { Kind: DeviceKind.Cpu or DeviceKind.Cuda or DeviceKind.WebGpu, ModelDevice: { } device } => device,
        _ => throw new ScanException($"--device {name}: expected one that models run on: cpu, cuda, cuda:N or webgpu."),
    };

    private static void PrintOne(Host host, DeviceState state, bool isJson)
    {
        if (isJson)
            JsonText.Print(host, new { Devices = new[] { state } });
        else
            host.Output.WriteLine(Line(state).TrimStart());
    }

    private static void Print(
        IReadOnlyList<DeviceState> models, IReadOnlyList<DeviceState> joins, TextWriter output)
    {
        output.WriteLine("Models (--device):");
        foreach (var device in models) output.WriteLine(Line(device));
        output.WriteLine("Joins on GPUs (--device):");
        foreach (var device in joins) output.WriteLine(Line(device));
        output.WriteLine("Joins on the processor (--backend), best first:");
        foreach (var backend in JoinBackends.All)
        {
            string state = backend.IsAvailable ? "works" : "no: this processor cannot run it";
            output.WriteLine($"  {backend.Name,-10} {state}");
        }
    }

    private static string Line(DeviceState device) =>
        $"  {device.Name,-10} {(device.IsUsable ? "works" : "no")}: {device.Why}";
}
