using System.Runtime.CompilerServices;

namespace Scanner.Tests.Program;

/// <summary>
/// Tests neither see nor leave anything in the user's own folders: a vector kept from yesterday would hide what is
/// wrong with today's.
/// </summary>
internal static class OwnFolders
{
    [ModuleInitializer]
    internal static void Name()
    {
        var folder = Directory.CreateTempSubdirectory("scan-test-own-").FullName;
        Environment.SetEnvironmentVariable("SCANNER_CACHE", Path.Combine(folder, "vectors"));
        Environment.SetEnvironmentVariable("SCANNER_MODELS", Path.Combine(folder, "models"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
