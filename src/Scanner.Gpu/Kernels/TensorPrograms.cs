using Scanner.Join.Devices;

namespace Scanner.Gpu.Kernels;

/// <summary>Chooses the tensor program of a device and a length of rows.</summary>
internal static class TensorPrograms
{
    // wgmma exists on Hopper alone: newer devices have other instructions in its place.
    private const int Hopper = 90, Ampere = 80;

    /// <summary>The names that a device's compute capability allows, best first.</summary>
    /// <param name="capability">Ten times the compute capability: 90 for 9.0.</param>
    public static IReadOnlyList<string> Names(int capability) => capability switch
    {
        Hopper => [DeviceKernels.Wgmma, DeviceKernels.Int8Wgmma, DeviceKernels.Mma, DeviceKernels.Int8Mma],
        >= Ampere => [DeviceKernels.Mma, DeviceKernels.Int8Mma],
        _ => [],
    };

    /// <summary>The kernel that settles what one of int8 cannot: its own name where it is of float16.</summary>
    public static string Fine(string name) => name switch
    {
        DeviceKernels.Int8Wgmma => DeviceKernels.Wgmma,
        DeviceKernels.Int8Mma => DeviceKernels.Mma,
        _ => name,
    };

    /// <summary>What a kernel multiplies.</summary>
    public static TensorElement Element(string name) => name == Fine(name) ? TensorElement.Half : TensorElement.Int8;

    /// <summary>
    /// The best program of a name that fits a group's shared memory; null where none does. Left rows that stay in
    /// shared memory cost no bandwidth, so those come first: on an H200 they make up to 4 % at 384 dims.
    /// </summary>
    /// <param name="name">Of <see cref="DeviceKernels"/>.</param>
    /// <param name="sharedBytesMax">Bytes of shared memory that a group may ask for.</param>
    /// <param name="slices">Slices of a row, see <see cref="TensorTile"/>.</param>
    public static ITileProgram? Choose(string name, int sharedBytesMax, int slices) =>
        Candidates(name, slices).FirstOrDefault(program => program.SharedBytes <= sharedBytesMax);

    private static IEnumerable<ITileProgram> Candidates(string name, int slices)
    {
        var element = Element(name);
        if (Fine(name) == DeviceKernels.Wgmma)
        {
            return
            [
                new WgmmaProgram(element, stages: 4, slices), new WgmmaProgram(element, stages: 3, slices),
                new WgmmaProgram(element, stages: 4, residentSlices: 0),
            ];
        }

        return
        [
            new MmaProgram(element, 256, stages: 4, slices), new MmaProgram(element, 256, stages: 3, slices),
            Ring(256, stages: 4), Ring(256, stages: 3), Ring(256, stages: 2), Ring(128, stages: 3),
            Ring(128, stages: 2),
        ];

        MmaProgram Ring(int rightRows, int stages) => new(element, rightRows, stages, residentSlices: 0);
    }
}
