using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of one run of a session.</summary>
public sealed class RunOptions : SafeHandle
{
    private OrtLoggingLevel _level = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private bool _terminate;

    /// <summary>Default options.</summary>
    public RunOptions() : base(0, true) => OrtStatus.Check(OrtApi.CreateRunOptions(out handle));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>How much the run writes to stderr.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _level;
        set
        {
            OrtStatus.Check(OrtApi.SetRunLogSeverityLevel(handle, value));
            _level = value;
        }
    }

    /// <summary>Set from another thread, ends the runs that use these options with an error.</summary>
    public bool Terminate
    {
        get => _terminate;
        set
        {
            OrtStatus.Check(OrtApi.SwitchTerminate(handle, value));
            _terminate = value;
        }
    }

    internal nint Handle => handle;

    /// <summary>Sets one named option, as onnxruntime_run_options_config_keys.h lists them.</summary>
    public unsafe void AddRunConfigEntry(string configKey, string configValue)
    {
        fixed (byte* key = Utf8.Bytes(configKey), value = Utf8.Bytes(configValue))
            OrtStatus.Check(OrtApi.AddRunConfigEntry(handle, key, value));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(Released.RunOptions, handle);
        handle = 0;
        return true;
    }
}
