using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Inputs and outputs of a session bound to memory. The bound values must outlive the runs.</summary>
public sealed class OrtIoBinding : SafeHandle
{
    internal OrtIoBinding(InferenceSession session) : base(0, true) =>
        OrtStatus.Check(OrtApi.CreateIoBinding(session.Handle, out handle));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Handle => handle;

    /// <summary>Reads an input from a tensor.</summary>
    public void BindInput(string name, OrtValue ortValue) => Bind(input: true, name, ortValue);

    /// <summary>Writes an output into a tensor of its type and shape.</summary>
    public void BindOutput(string name, OrtValue ortValue) => Bind(input: false, name, ortValue);

    /// <summary>Lets the library make an output in a place, of whatever shape it turns out to have.</summary>
    public unsafe void BindOutputToDevice(string name, OrtMemoryInfo memInfo)
    {
        fixed (byte* native = Utf8.Bytes(name))
            OrtStatus.Check(OrtApi.BindOutputToDevice(handle, native, memInfo.Pointer));
    }

    /// <summary>Waits until copies of inputs to a device are done.</summary>
    public void SynchronizeBoundInputs() => OrtStatus.Check(OrtApi.SynchronizeBound(inputs: true, handle));

    /// <summary>Waits until copies of outputs from a device are done.</summary>
    public void SynchronizeBoundOutputs() => OrtStatus.Check(OrtApi.SynchronizeBound(inputs: false, handle));

    /// <summary>The outputs of the last run in the order in which they were bound. Dispose them.</summary>
    public unsafe IDisposableReadOnlyCollection<OrtValue> GetOutputValues()
    {
        var allocator = OrtAllocator.DefaultInstance;
        OrtStatus.Check(OrtApi.GetBoundOutputValues(handle, allocator.Pointer, out var values, out var count));
        var outputs = new DisposableList<OrtValue>((int)count);
        for (nuint i = 0; i < count; i++)
            outputs.Add(new OrtValue(values[i]));
        if (values != null)
            allocator.Free(values);
        return outputs;
    }

    /// <summary>Forgets the inputs.</summary>
    public void ClearBoundInputs() => OrtApi.ClearBound(inputs: true, handle);

    /// <summary>Forgets the outputs.</summary>
    public void ClearBoundOutputs() => OrtApi.ClearBound(inputs: false, handle);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(Released.IoBinding, handle);
        handle = 0;
        return true;
    }

    private unsafe void Bind(bool input, string name, OrtValue value)
    {
        fixed (byte* native = Utf8.Bytes(name))
            OrtStatus.Check(OrtApi.Bind(input, handle, native, value.Handle));
    }
}
