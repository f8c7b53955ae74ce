using ILGPU.Runtime;

namespace Scanner.Gpu.Kernels;

/// <summary>Launches groups of a kernel, behind what the stream holds already.</summary>
internal delegate void LaunchGroups(AcceleratorStream stream, int groups, JoinTask task, JoinBuffers buffers);

/// <summary>The tensor kernel with a program in it, ready to launch.</summary>
/// <param name="Program">The program.</param>
/// <param name="Launch">Launches it.</param>
/// <param name="Module">What holds it; disposed with the launcher.</param>
internal sealed record LoadedProgram(ITileProgram Program, LaunchGroups Launch, IDisposable Module);
