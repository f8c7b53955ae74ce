using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Scanner.Gpu.Kernels;
using Scanner.Join.Devices;

namespace Scanner.Gpu.Cuda;

/// <summary>The tensor kernel, compiled by the driver and ready to launch on one device.</summary>
internal sealed class CudaModule : IDisposable
{
    /// <summary>Bytes of the kernel's second parameter.</summary>
    public static readonly int BuffersBytes = Marshal.SizeOf<NativeBuffers>();

    private readonly CudaAccelerator _accelerator;
    private readonly ITileProgram _program;
    private readonly IntPtr _module;
    private readonly IntPtr _function;

    /// <param name="accelerator">The device.</param>
    /// <param name="text">PTX, see <see cref="TensorModule"/>.</param>
    /// <param name="program">The program that it holds.</param>
    /// <exception cref="CudaException">The driver refuses the text, or the device has too little memory.</exception>
    public CudaModule(CudaAccelerator accelerator, string text, ITileProgram program)
    {
        _accelerator = accelerator;
        _program = program;
        var binding = accelerator.BindScoped();
        var loaded = CudaAPI.CurrentAPI.LoadModule(out _module, text, out var log);
        if (loaded != CudaError.CUDA_SUCCESS)
        {
            throw new DeviceException(
                $"refuses the tensor kernel ({loaded}: {log?.TrimEnd('\0', '\n', ' ')})");
        }

        CudaException.ThrowIfFailed(
            CudaAPI.CurrentAPI.GetModuleFunction(out _function, _module, TensorModule.EntryPoint));
        CudaLibrary.AllowSharedBytes(_function, program.SharedBytes);
        binding.Recover();
    }

    /// <inheritdoc cref="LaunchGroups"/>
    public unsafe void Launch(AcceleratorStream stream, int groups, JoinTask task, JoinBuffers buffers)
    {
        var views = new NativeBuffers(buffers);
        void** arguments = stackalloc void*[2];
        arguments[0] = &task;
        arguments[1] = &views;
        var binding = _accelerator.BindScoped();
        CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.LaunchKernel(
            _function, groups, 1, 1, _program.RightRows, 1, 1, _program.SharedBytes, ((CudaStream)stream).StreamPtr,
            (IntPtr)arguments, IntPtr.Zero));
        binding.Recover();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var binding = _accelerator.BindScoped();
        CudaAPI.CurrentAPI.DestroyModule(_module);
        binding.Recover();
    }

    // Views as ILGPU's kernels take them: address and length.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct NativeBuffers(JoinBuffers buffers)
    {
        private readonly NativeView _leftFloors = NativeView.Of(buffers.LeftFloors);
        private readonly NativeView _rightFloors = NativeView.Of(buffers.RightFloors);
        private readonly NativeView _leftLabels = NativeView.Of(buffers.LeftLabels);
        private readonly NativeView _rightLabels = NativeView.Of(buffers.RightLabels);
        private readonly NativeView _leftCounts = NativeView.Of(buffers.LeftCounts);
        private readonly NativeView _rightCounts = NativeView.Of(buffers.RightCounts);
        private readonly NativeView _hits = NativeView.Of(buffers.Hits);
        private readonly NativeView _hitCount = NativeView.Of(buffers.HitCount);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct NativeView(IntPtr Address, long Length)
    {
        public static NativeView Of<T>(ArrayView<T> view) where T : unmanaged =>
            new(view.LoadEffectiveAddressAsPtr(), view.Length);
    }
}
