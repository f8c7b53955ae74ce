using Scanner.Join.Devices;

namespace Scanner.Join;

/// <summary>What a join took.</summary>
/// <param name="Backend">The backend that ran.</param>
/// <param name="Seconds">Wall time, from the first row read to the last pair kept; without waking a GPU.</param>
/// <param name="Gigaflops">
/// Work in 10^9 multiplications and additions: rows² × dim for a self-join (half of all ordered pairs, 2 × dim each),
/// 2 × new rows × history rows × dim against history.
/// </param>
public sealed record JoinWork(string Backend, double Seconds, double Gigaflops)
{
    /// <summary>What devices did; null where the processor joined.</summary>
    public DeviceWork? Device { get; init; }

    /// <summary>10^9 multiplications and additions a second.</summary>
    public double GigaflopsPerSecond => Seconds > 0 ? Gigaflops / Seconds : 0;
}

/// <summary>The rows of one matrix joined with each other.</summary>
/// <param name="Neighbors">For each row how many others are at or above the threshold; exact, whatever is
/// stored.</param>
/// <param name="Components">For each row the least row of its component, connected over all pairs, whatever is
/// stored.</param>
/// <param name="Pairs">The pairs that are stored, each once, by left row and then right row.</param>
/// <param name="PairCount">All pairs at or above the threshold.</param>
/// <param name="Work">What it took.</param>
public sealed record SelfJoinResult(
    int[] Neighbors, int[] Components, SimilarPair[] Pairs, long PairCount, JoinWork Work)
{
    /// <summary>Components of two rows or more.</summary>
    public int CountComponents()
    {
        // A root stands at its own row; it has company exactly when it has a neighbour.
        int count = 0;
        for (int row = 0; row < Components.Length; row++)
        {
            if (Components[row] == row && Neighbors[row] > 0) count++;
        }

        return count;
    }
}

/// <summary>New rows joined with a history.</summary>
/// <param name="Neighbors">For each new row how many rows of the history are at or above the threshold.</param>
/// <param name="Pairs">Each new row's best neighbours (Left is the new row, Right the row of the history),
/// sorted.</param>
/// <param name="PairCount">All pairs at or above the threshold.</param>
/// <param name="Work">What it took.</param>
public sealed record HistoryJoinResult(int[] Neighbors, SimilarPair[] Pairs, long PairCount, JoinWork Work);
