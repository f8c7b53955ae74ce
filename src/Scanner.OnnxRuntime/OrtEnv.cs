using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The library's environment: one for the process, made at its first use.</summary>
public sealed class OrtEnv : SafeHandle
{
    private static readonly Lazy<OrtEnv> Single = new(() => new OrtEnv());
    private OrtLoggingLevel _level = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;

    private unsafe OrtEnv() : base(0, true)
    {
        fixed (byte* id = Utf8.Bytes("CSharpOnnxRuntime"))
            OrtStatus.Check(OrtApi.CreateEnv(_level, id, out handle));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>How much the library writes to stderr. Warnings and errors unless set.</summary>
    public OrtLoggingLevel EnvLogLevel
    {
        get => _level;
        set
        {
            OrtStatus.Check(OrtApi.UpdateEnvLogLevel(handle, value));
            _level = value;
        }
    }

    internal nint Handle => handle;

    /// <summary>The environment.</summary>
    public static OrtEnv Instance() => Single.Value;

    /// <summary>The library's version, such as 1.26.0.</summary>
    public string GetVersionString() => OrtApi.VersionString;

    /// <summary>The execution providers that the library was built with, best first.</summary>
    public unsafe string[] GetAvailableProviders()
    {
        OrtStatus.Check(OrtApi.GetAvailableProviders(out var names, out var count));
        var providers = new string[count];
        for (var i = 0; i < count; i++)
            providers[i] = Utf8.Read(names[i]);
        OrtStatus.Check(OrtApi.ReleaseAvailableProviders(names, count));
        return providers;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(Released.Env, handle);
        handle = 0;
        return true;
    }
}
