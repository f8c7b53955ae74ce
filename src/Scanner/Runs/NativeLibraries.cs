using System.Reflection;
using System.Runtime.InteropServices;

namespace Scanner.Runs;

/// <summary>
/// Finds native libraries by full path: beside the program, or in <c>runtimes/RID/native</c> where packages put them.
/// The system's own search comes last, so that a different version that happens to be installed is not taken by
/// accident.
/// </summary>
internal static class NativeLibraries
{
    /// <summary>Name under which DuckDB is imported.</summary>
    public const string DuckDb = "duckdb";

    /// <summary>Registers the resolver; an assembly can have only one.</summary>
    public static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Full paths where a library may lie under a folder, best first.</summary>
    internal static IEnumerable<string> Candidates(string folder, string name)
    {
        var file = FileName(name);
        yield return Path.Combine(folder, file);
        yield return Path.Combine(folder, "runtimes", RuntimeIdentifier(), "native", file);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != DuckDb)
            return 0;
        foreach (var path in Candidates(AppContext.BaseDirectory, name))
            if (File.Exists(path))
                return Load(path);
        if (NativeLibrary.TryLoad(name, assembly, searchPath, out var handle))
            return handle;
        throw Missing(name, AppContext.BaseDirectory);
    }

    private static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new ScanException(
                $"{path}: found, but the system cannot load it: {error.Message} Expected the library for "
                + $"{RuntimeIdentifier()}. Delete it and build again (dotnet build).", error);
        }
    }

    internal static ScanException Missing(string name, string folder) => new(
        $"{folder}: found no {FileName(name)}, expected the native library of DuckDB for {RuntimeIdentifier()} there "
        + $"or in {Path.Combine("runtimes", RuntimeIdentifier(), "native")}. Build again (dotnet build), which "
        + "fetches it, or copy the library there by hand (https://duckdb.org/docs/installation, C/C++).");

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib"
        : $"lib{name}.so";

    private static string RuntimeIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
