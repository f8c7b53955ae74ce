namespace Scanner.Tests.Gpu.Ptx;

/// <summary>A thread of a group.</summary>
/// <param name="memory">What the group sees.</param>
/// <param name="registers">Its registers.</param>
internal sealed class PtxThread(PtxMemory memory, ulong[] registers)
{
    /// <summary>The next instruction.</summary>
    public int Next { get; set; }

    /// <summary>Whether it has returned.</summary>
    public bool HasReturned { get; set; }

    /// <summary>What the group sees.</summary>
    public PtxMemory Memory => memory;

    /// <summary>Its local memory.</summary>
    public byte[] Local { get; } = new byte[64];

    /// <summary>Multiplications of its warpgroup that are not in yet; held by the warpgroup's first thread.</summary>
    public PtxPending Products { get; } = new();

    /// <summary>Copies into shared memory that are not in yet.</summary>
    public PtxPending Copies { get; } = new();

    /// <summary>A register's bits.</summary>
    public ref ulong this[int register] => ref registers[register];

    /// <summary>A register as float32.</summary>
    public float Single(int register) => BitConverter.UInt32BitsToSingle((uint)registers[register]);

    /// <summary>Sets a register to a float32.</summary>
    public void Set(int register, float value) => registers[register] = BitConverter.SingleToUInt32Bits(value);
}

/// <summary>What was begun and is not done: in groups, as PTX counts them.</summary>
internal sealed class PtxPending
{
    private readonly List<List<Action>> _groups = [[]];

    /// <summary>Begins something.</summary>
    public void Add(Action work) => _groups[^1].Add(work);

    /// <summary>Closes a group.</summary>
    public void Commit() => _groups.Add([]);

    /// <summary>Does all but the last closed groups.</summary>
    public void Wait(int groups)
    {
        while (_groups.Count - 1 > groups)
        {
            foreach (var work in _groups[0]) work();
            _groups.RemoveAt(0);
        }
    }
}
