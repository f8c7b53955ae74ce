namespace Scanner.Tests.Gpu.Ptx;

/// <summary>
/// Runs a group of threads. Each goes on by itself until it must wait for others; those that wait for each other must
/// wait at the same instruction.
/// </summary>
internal sealed class PtxGroup
{
    private const int Warp = 32, Warpgroup = 128;

    private readonly PtxCode _code;
    private readonly PtxThread[] _threads;
    private readonly bool _isLastFirst;

    /// <param name="code">What runs.</param>
    /// <param name="group">The group's number.</param>
    /// <param name="threads">Its threads.</param>
    /// <param name="sharedBytes">Its shared memory.</param>
    /// <param name="memory">What it sees.</param>
    public PtxGroup(PtxCode code, int group, int threads, int sharedBytes, PtxMemory memory)
    {
        _code = code;
        _isLastFirst = memory.Timing.IsLastThreadFirst;
        _threads =
        [
            .. Enumerable.Range(0, threads).Select(thread => new PtxThread(
                memory, code.Begin((uint)thread, (uint)group, sharedBytes, PtxMemory.SharedBase))),
        ];
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        while (RunFar(_threads, PtxScope.Group))
        {
        }

        if (!_threads.All(thread => thread.HasReturned)) throw Stuck();
    }

    // Runs threads as far as they get without others, so that whoever is ahead is far ahead.
    private bool RunFar(ReadOnlySpan<PtxThread> threads, PtxScope scope)
    {
        bool hasMoved = false, areTogether;
        do
        {
            int parts = scope == PtxScope.Warp ? threads.Length : threads.Length / SizeOf(scope - 1);
            for (int i = 0; i < parts; i++)
            {
                int part = _isLastFirst ? parts - 1 - i : i, size = threads.Length / parts;
                var own = threads.Slice(part * size, size);
                hasMoved |= scope == PtxScope.Warp ? RunAlone(own[0]) : RunFar(own, scope - 1);
            }

            areTogether = RunTogether(threads, scope);
            hasMoved |= areTogether;
        }
        while (areTogether);

        return hasMoved;
    }

    private int SizeOf(PtxScope scope) => scope switch
    {
        PtxScope.Warp => Warp,
        PtxScope.Warpgroup => Math.Min(Warpgroup, _threads.Length),
        _ => _threads.Length,
    };

    private bool RunAlone(PtxThread thread)
    {
        bool hasMoved = false;
        while (!thread.HasReturned)
        {
            ref readonly var instruction = ref _code.Instructions[thread.Next];
            bool isOn = instruction.Guard < 0 || thread[instruction.Guard] != 0 != instruction.IsGuardNegated;
            if (isOn && instruction.Scope != PtxScope.Thread) break;

            thread.Next++;
            hasMoved = true;
            if (isOn) instruction.Run(new ReadOnlySpan<PtxThread>(in thread));
        }

        return hasMoved;
    }

    private bool RunTogether(ReadOnlySpan<PtxThread> threads, PtxScope scope)
    {
        int next = threads[0].Next;
        if (threads[0].HasReturned || _code.Instructions[next].Scope != scope) return false;

        foreach (var thread in threads)
        {
            if (thread.HasReturned || thread.Next != next) return false;
        }

        foreach (var thread in threads) thread.Next++;
        _code.Instructions[next].Run(threads);
        return true;
    }

    private InvalidOperationException Stuck()
    {
        var places = _threads.Where(thread => !thread.HasReturned).GroupBy(thread => thread.Next).Select(
            place => $"{place.Count()} at \"{_code.Instructions[place.Key].Text}\"");
        return new InvalidOperationException($"threads wait for each other: {string.Join(", ", places)}");
    }
}
