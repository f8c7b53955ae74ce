using System.Runtime.InteropServices;

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
                thread, memory, code.Begin((uint)thread, (uint)group, sharedBytes, PtxMemory.SharedBase))),
        ];
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        while (!_threads.All(thread => thread.HasReturned))
        {
            for (int i = 0; i < _threads.Length; i++) RunAlone(_threads[_isLastFirst ? _threads.Length - 1 - i : i]);

            bool hasMoved = RunTogether(PtxScope.Warp, Warp) | RunTogether(PtxScope.Warpgroup, Warpgroup)
                | RunTogether(PtxScope.Group, _threads.Length);
            if (!hasMoved && !_threads.All(thread => thread.HasReturned)) throw Stuck();
        }
    }

    private void RunAlone(PtxThread thread)
    {
        while (!thread.HasReturned)
        {
            ref readonly var instruction = ref _code.Instructions[thread.Next];
            bool isOn = instruction.Guard < 0 || thread[instruction.Guard] != 0 != instruction.IsGuardNegated;
            if (isOn && instruction.Scope != PtxScope.Thread) return;

            thread.Next++;
            if (isOn) instruction.Run(new ReadOnlySpan<PtxThread>(in thread));
        }
    }

    private bool RunTogether(PtxScope scope, int size)
    {
        bool hasMoved = false;
        for (int first = 0; first < _threads.Length; first += size)
        {
            var waiting = _threads.AsSpan(first, Math.Min(size, _threads.Length - first));
            int next = waiting[0].Next;
            if (waiting[0].HasReturned || _code.Instructions[next].Scope != scope) continue;
            if (!MemoryMarshal.ToEnumerable<PtxThread>(waiting.ToArray()).All(thread => thread.Next == next)) continue;

            foreach (var thread in waiting) thread.Next++;
            _code.Instructions[next].Run(waiting);
            hasMoved = true;
        }

        return hasMoved;
    }

    private InvalidOperationException Stuck()
    {
        var places = _threads.Where(thread => !thread.HasReturned).GroupBy(thread => thread.Next).Select(
            place => $"{place.Count()} at \"{_code.Instructions[place.Key].Text}\"");
        return new InvalidOperationException($"threads wait for each other: {string.Join(", ", places)}");
    }
}
