using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// The C API of the native library: a table of functions that only ever grows at its end. The numbers are positions in
/// <c>struct OrtApi</c> of onnxruntime_c_api.h. Every function that returns a status returns null when all is well.
/// </summary>
internal static unsafe partial class OrtApi
{
    // The oldest version of the table that holds everything below; newer libraries serve older tables.
    private const uint TableVersion = 18;

    // struct OrtApiBase: GetApi, GetVersionString.
    private static readonly nint* Base = OrtGetApiBase();
    private static readonly nint* Table = Load();

    public static string VersionString => Utf8.Read(((delegate* unmanaged<byte*>)Base[1])());

    public static int GetErrorCode(nint status) => ((delegate* unmanaged<nint, int>)Table[1])(status);

    public static byte* GetErrorMessage(nint status) => ((delegate* unmanaged<nint, byte*>)Table[2])(status);

    public static nint CreateEnv(OrtLoggingLevel level, byte* id, out nint env) =>
        ((delegate* unmanaged<OrtLoggingLevel, byte*, out nint, nint>)Table[3])(level, id, out env);

    public static nint CreateSession(nint env, byte* path, nint options, out nint session) =>
        ((delegate* unmanaged<nint, byte*, nint, out nint, nint>)Table[7])(env, path, options, out session);

    public static nint CreateSessionFromArray(nint env, byte* model, nuint length, nint options, out nint session) =>
        ((delegate* unmanaged<nint, byte*, nuint, nint, out nint, nint>)Table[8])(
            env, model, length, options, out session);

    public static nint Run(
        nint session, nint options, nint* inputNames, nint* inputs, nuint inputCount,
        nint* outputNames, nuint outputCount, nint* outputs) =>
        ((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)Table[9])(
            session, options, inputNames, inputs, inputCount, outputNames, outputCount, outputs);

    public static nint CreateSessionOptions(out nint options) => Create(10, out options);

    public static nint SetSessionExecutionMode(nint options, ExecutionMode mode) => Set(13, options, (int)mode);

    public static nint SwitchMemoryPattern(nint options, bool on) => Call(on ? 16 : 17, options);

    public static nint SwitchCpuArena(nint options, bool on) => Call(on ? 18 : 19, options);

    public static nint SetSessionLogId(nint options, byte* id) =>
        ((delegate* unmanaged<nint, byte*, nint>)Table[20])(options, id);

    public static nint SetSessionLogSeverityLevel(nint options, OrtLoggingLevel level) => Set(22, options, (int)level);

    public static nint SetSessionGraphOptimizationLevel(nint options, GraphOptimizationLevel level) =>
        Set(23, options, (int)level);

    public static nint SetIntraOpNumThreads(nint options, int threads) => Set(24, options, threads);

    public static nint SetInterOpNumThreads(nint options, int threads) => Set(25, options, threads);

    public static nint GetNodeCount(nint session, bool input, out nuint count) =>
        ((delegate* unmanaged<nint, out nuint, nint>)Table[input ? 30 : 31])(session, out count);

    public static nint GetNodeType(nint session, bool input, nuint index, out nint type) =>
        ((delegate* unmanaged<nint, nuint, out nint, nint>)Table[input ? 33 : 34])(session, index, out type);

    public static nint GetNodeName(nint session, bool input, nuint index, nint allocator, out byte* name) =>
        ((delegate* unmanaged<nint, nuint, nint, out byte*, nint>)Table[input ? 36 : 37])(
            session, index, allocator, out name);

    public static nint CreateRunOptions(out nint options) => Create(39, out options);

    public static nint SetRunLogSeverityLevel(nint options, OrtLoggingLevel level) => Set(41, options, (int)level);

    public static nint SwitchTerminate(nint options, bool on) => Call(on ? 46 : 47, options);

    public static nint CreateTensor(nint allocator, long* shape, nuint rank, int type, out nint value) =>
        ((delegate* unmanaged<nint, long*, nuint, int, out nint, nint>)Table[48])(
            allocator, shape, rank, type, out value);

    public static nint CreateTensorWithData(
        nint memory, void* data, nuint bytes, long* shape, nuint rank, int type, out nint value) =>
        ((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, out nint, nint>)Table[49])(
            memory, data, bytes, shape, rank, type, out value);

    public static nint GetTensorMutableData(nint value, out void* data) =>
        ((delegate* unmanaged<nint, out void*, nint>)Table[51])(value, out data);

    public static nint CastTypeInfoToTensorInfo(nint type, out nint tensor) =>
        ((delegate* unmanaged<nint, out nint, nint>)Table[55])(type, out tensor);

    public static nint GetOnnxTypeFromTypeInfo(nint type, out int onnxType) => Get(56, type, out onnxType);

    public static nint GetTensorElementType(nint tensor, out int elementType) => Get(60, tensor, out elementType);

    public static nint GetDimensionsCount(nint tensor, out nuint rank) =>
        ((delegate* unmanaged<nint, out nuint, nint>)Table[61])(tensor, out rank);

    public static nint GetDimensions(nint tensor, long* dimensions, nuint rank) =>
        ((delegate* unmanaged<nint, long*, nuint, nint>)Table[62])(tensor, dimensions, rank);

    public static nint GetSymbolicDimensions(nint tensor, byte** names, nuint rank) =>
        ((delegate* unmanaged<nint, byte**, nuint, nint>)Table[63])(tensor, names, rank);

    public static nint GetTensorShapeElementCount(nint tensor, out nuint count) =>
        ((delegate* unmanaged<nint, out nuint, nint>)Table[64])(tensor, out count);

    public static nint GetTensorTypeAndShape(nint value, out nint tensor) =>
        ((delegate* unmanaged<nint, out nint, nint>)Table[65])(value, out tensor);

    public static nint GetValueType(nint value, out int onnxType) => Get(67, value, out onnxType);

    public static nint CreateMemoryInfo(
        byte* name, OrtAllocatorType allocator, int device, OrtMemType memory, out nint info) =>
        ((delegate* unmanaged<byte*, OrtAllocatorType, int, OrtMemType, out nint, nint>)Table[68])(
            name, allocator, device, memory, out info);

    public static nint CreateCpuMemoryInfo(OrtAllocatorType allocator, OrtMemType memory, out nint info) =>
        ((delegate* unmanaged<OrtAllocatorType, OrtMemType, out nint, nint>)Table[69])(allocator, memory, out info);

    public static nint AllocatorFree(nint allocator, void* memory) =>
        ((delegate* unmanaged<nint, void*, nint>)Table[76])(allocator, memory);

    public static nint GetAllocatorWithDefaultOptions(out nint allocator) => Create(78, out allocator);

    public static nint SessionGetModelMetadata(nint session, out nint metadata) =>
        ((delegate* unmanaged<nint, out nint, nint>)Table[111])(session, out metadata);

    public static nint GetMetadataText(MetadataText which, nint metadata, nint allocator, out byte* text) =>
        ((delegate* unmanaged<nint, nint, out byte*, nint>)Table[(int)which])(metadata, allocator, out text);

    public static nint LookupCustomMetadata(nint metadata, nint allocator, byte* key, out byte* value) =>
        ((delegate* unmanaged<nint, nint, byte*, out byte*, nint>)Table[116])(metadata, allocator, key, out value);

    public static nint ModelMetadataGetVersion(nint metadata, out long version) =>
        ((delegate* unmanaged<nint, out long, nint>)Table[117])(metadata, out version);

    public static nint GetCustomMetadataKeys(nint metadata, nint allocator, out byte** keys, out long count) =>
        ((delegate* unmanaged<nint, nint, out byte**, out long, nint>)Table[123])(
            metadata, allocator, out keys, out count);

    public static nint GetAvailableProviders(out byte** names, out int count) =>
        ((delegate* unmanaged<out byte**, out int, nint>)Table[125])(out names, out count);

    public static nint ReleaseAvailableProviders(byte** names, int count) =>
        ((delegate* unmanaged<byte**, int, nint>)Table[126])(names, count);

    public static nint AddSessionConfigEntry(nint options, byte* key, byte* value) => Pair(130, options, key, value);

    public static nint RunWithBinding(nint session, nint options, nint binding) =>
        ((delegate* unmanaged<nint, nint, nint, nint>)Table[133])(session, options, binding);

    public static nint CreateIoBinding(nint session, out nint binding) =>
        ((delegate* unmanaged<nint, out nint, nint>)Table[134])(session, out binding);

    public static nint Bind(bool input, nint binding, byte* name, nint value) =>
        ((delegate* unmanaged<nint, byte*, nint, nint>)Table[input ? 136 : 137])(binding, name, value);

    public static nint BindOutputToDevice(nint binding, byte* name, nint memory) =>
        ((delegate* unmanaged<nint, byte*, nint, nint>)Table[138])(binding, name, memory);

    public static nint GetBoundOutputValues(nint binding, nint allocator, out nint* values, out nuint count) =>
        ((delegate* unmanaged<nint, nint, out nint*, out nuint, nint>)Table[140])(
            binding, allocator, out values, out count);

    public static void ClearBound(bool inputs, nint binding) =>
        ((delegate* unmanaged<nint, void>)Table[inputs ? 141 : 142])(binding);

    public static nint AddRunConfigEntry(nint options, byte* key, byte* value) => Pair(165, options, key, value);

    public static nint SynchronizeBound(bool inputs, nint binding) => Call(inputs ? 202 : 203, binding);

    public static nint AppendCuda(nint options, nint cuda) =>
        ((delegate* unmanaged<nint, nint, nint>)Table[204])(options, cuda);

    public static nint CreateCudaOptions(out nint cuda) => Create(205, out cuda);

    public static nint UpdateCudaOptions(nint cuda, byte** keys, byte** values, nuint count) =>
        ((delegate* unmanaged<nint, byte**, byte**, nuint, nint>)Table[206])(cuda, keys, values, count);

    public static nint AppendProvider(nint options, byte* name, byte** keys, byte** values, nuint count) =>
        ((delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint>)Table[216])(
            options, name, keys, values, count);

    public static nint UpdateEnvLogLevel(nint env, OrtLoggingLevel level) => Set(226, env, (int)level);

    /// <summary>Frees a native object.</summary>
    public static void Release(Released kind, nint handle) =>
        ((delegate* unmanaged<nint, void>)Table[(int)kind])(handle);

    private static nint Create(int position, out nint created) =>
        ((delegate* unmanaged<out nint, nint>)Table[position])(out created);

    private static nint Call(int position, nint handle) =>
        ((delegate* unmanaged<nint, nint>)Table[position])(handle);

    private static nint Set(int position, nint handle, int value) =>
        ((delegate* unmanaged<nint, int, nint>)Table[position])(handle, value);

    private static nint Get(int position, nint handle, out int value) =>
        ((delegate* unmanaged<nint, out int, nint>)Table[position])(handle, out value);

    private static nint Pair(int position, nint handle, byte* key, byte* value) =>
        ((delegate* unmanaged<nint, byte*, byte*, nint>)Table[position])(handle, key, value);

    private static nint* Load()
    {
        var table = ((delegate* unmanaged<uint, nint*>)Base[0])(TableVersion);
        return table != null ? table : throw new DllNotFoundException(
            $"The ONNX Runtime library beside the program is version {VersionString}; version 1.{TableVersion} or " +
            "newer is needed. Build again without -p:OnnxRuntimeLibrary, or point it to a newer library.");
    }

    [LibraryImport("onnxruntime")]
    private static partial nint* OrtGetApiBase();
}

/// <summary>What <see cref="OrtApi.Release"/> frees: the position of its release function.</summary>
internal enum Released
{
    Env = 92,
    Status = 93,
    MemoryInfo = 94,
    Session = 95,
    Value = 96,
    RunOptions = 97,
    TypeInfo = 98,
    TensorInfo = 99,
    SessionOptions = 100,
    ModelMetadata = 118,
    IoBinding = 135,
    CudaOptions = 208,
}

/// <summary>The texts of a model's metadata: the positions of the functions that read them.</summary>
internal enum MetadataText
{
    ProducerName = 112,
    GraphName = 113,
    Domain = 114,
    Description = 115,
}
