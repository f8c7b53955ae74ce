using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How much the library rewrites a model's graph before running it.</summary>
public enum GraphOptimizationLevel
{
    /// <summary>Nothing.</summary>
    ORT_DISABLE_ALL = 0,

    /// <summary>Rewrites that hold for every provider.</summary>
    ORT_ENABLE_BASIC = 1,

    /// <summary>And fused nodes.</summary>
    ORT_ENABLE_EXTENDED = 2,

    /// <summary>And changes of data layout.</summary>
    ORT_ENABLE_LAYOUT = 3,

    /// <summary>All there are. The default.</summary>
    ORT_ENABLE_ALL = 99,
}

/// <summary>Whether the nodes of a graph run one after the other.</summary>
public enum ExecutionMode
{
    /// <summary>One after the other. The default.</summary>
    ORT_SEQUENTIAL = 0,

    /// <summary>Independent nodes at the same time.</summary>
    ORT_PARALLEL = 1,
}

/// <summary>Options of a session, set before it is made.</summary>
public sealed class SessionOptions : SafeHandle
{
    private bool _memoryPattern = true;
    private bool _cpuArena = true;
    private string _logId = "";
    private OrtLoggingLevel _level = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _intraThreads;
    private int _interThreads;
    private GraphOptimizationLevel _optimization = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode _mode = ExecutionMode.ORT_SEQUENTIAL;

    /// <summary>Default options: the CPU, all cores, all optimisations.</summary>
    public SessionOptions() : base(0, true) => OrtStatus.Check(OrtApi.CreateSessionOptions(out handle));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Plan memory once and reuse the plan while shapes stay the same.</summary>
    public bool EnableMemoryPattern
    {
        get => _memoryPattern;
        set => Apply(OrtApi.SwitchMemoryPattern(handle, value), ref _memoryPattern, value);
    }

    /// <summary>Keep freed memory for the next run.</summary>
    public bool EnableCpuMemArena
    {
        get => _cpuArena;
        set => Apply(OrtApi.SwitchCpuArena(handle, value), ref _cpuArena, value);
    }

    /// <summary>A name that leads the session's log lines.</summary>
    public unsafe string LogId
    {
        get => _logId;
        set
        {
            fixed (byte* id = Utf8.Bytes(value))
                Apply(OrtApi.SetSessionLogId(handle, id), ref _logId, value);
        }
    }

    /// <summary>How much the session writes to stderr.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _level;
        set => Apply(OrtApi.SetSessionLogSeverityLevel(handle, value), ref _level, value);
    }

    /// <summary>Threads within one node; 0 takes all cores.</summary>
    public int IntraOpNumThreads
    {
        get => _intraThreads;
        set => Apply(OrtApi.SetIntraOpNumThreads(handle, value), ref _intraThreads, value);
    }

    /// <summary>Nodes that run at the same time in parallel mode; 0 takes all cores.</summary>
    public int InterOpNumThreads
    {
        get => _interThreads;
        set => Apply(OrtApi.SetInterOpNumThreads(handle, value), ref _interThreads, value);
    }

    /// <summary>How much the graph is rewritten.</summary>
    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _optimization;
        set => Apply(OrtApi.SetSessionGraphOptimizationLevel(handle, value), ref _optimization, value);
    }

    /// <summary>Whether the nodes of the graph run one after the other.</summary>
    public ExecutionMode ExecutionMode
    {
        get => _mode;
        set => Apply(OrtApi.SetSessionExecutionMode(handle, value), ref _mode, value);
    }

    internal nint Handle => handle;

    /// <summary>Sets one named option, as onnxruntime_session_options_config_keys.h lists them.</summary>
    public unsafe void AddSessionConfigEntry(string configKey, string configValue)
    {
        fixed (byte* key = Utf8.Bytes(configKey), value = Utf8.Bytes(configValue))
            OrtStatus.Check(OrtApi.AddSessionConfigEntry(handle, key, value));
    }

    /// <summary>Runs on a CUDA device what can run there.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without CUDA, or CUDA does not work.</exception>
    public void AppendExecutionProvider_CUDA(int deviceId = 0)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new() { ["device_id"] = deviceId.ToString(CultureInfo.InvariantCulture) });
        AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>Runs on a CUDA device what can run there.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without CUDA, or CUDA does not work.</exception>
    public void AppendExecutionProvider_CUDA(OrtCUDAProviderOptions cudaProviderOptions) =>
        OrtStatus.Check(OrtApi.AppendCuda(handle, cudaProviderOptions.Handle));

    /// <summary>Runs on a named provider what can run there.</summary>
    /// <exception cref="OnnxRuntimeException">The library was built without it, or an option is unknown.</exception>
    public unsafe void AppendExecutionProvider(
        string providerName, Dictionary<string, string>? providerOptions = null)
    {
        using var pairs = new Utf8Pairs(providerOptions ?? []);
        fixed (byte** keys = pairs.Keys, values = pairs.Values)
        fixed (byte* name = Utf8.Bytes(providerName))
            OrtStatus.Check(OrtApi.AppendProvider(handle, name, keys, values, (nuint)pairs.Keys.Length));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(Released.SessionOptions, handle);
        handle = 0;
        return true;
    }

    private static void Apply<T>(nint status, ref T field, T value)
    {
        OrtStatus.Check(status);
        field = value;
    }
}
