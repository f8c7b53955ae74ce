using Scanner.Embed;
using Scanner.Join;

namespace Scanner.Cli.Verbs;

/// <summary>scan devices: what this machine can run models and joins on.</summary>
internal static class DevicesVerb
{
    public static VerbCommand Make(Host host)
    {
        var json = Flags.Json();
        var verb = new VerbCommand(
            "devices", "Tells which devices and backends really work here, by trying each.",
            "scan devices", "scan devices --json")
        { json };
        verb.SetAction(parsed =>
        {
            var devices = DeviceList.Try(ModelFolder.Open(new EmbedOptions().Model));
            if (parsed.GetValue(json))
                JsonText.Print(host, new
                {
                    Devices = devices,
                    Backends = JoinBackends.All.Select(backend => new { backend.Name, backend.IsAvailable }),
                });
            else
                Print(devices, host.Output);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Print(IReadOnlyList<DeviceState> devices, TextWriter output)
    {
        output.WriteLine("Models (--device):");
        foreach (var device in devices)
            output.WriteLine($"  {device.Name,-10} {(device.IsUsable ? "works" : "no")}: {device.Why}");
        output.WriteLine("Joins (--backend), best first:");
        foreach (var backend in JoinBackends.All)
        {
            string state = backend.IsAvailable ? "works" : "no: this processor cannot run it";
            output.WriteLine($"  {backend.Name,-10} {state}");
        }
    }
}
