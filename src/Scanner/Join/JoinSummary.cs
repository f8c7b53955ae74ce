namespace Scanner.Join;

/// <summary>What the Join stage found and took.</summary>
/// <param name="Rows">Rows joined.</param>
/// <param name="Threshold">Least similarity of a pair.</param>
/// <param name="PairsCounted">Pairs at or above the threshold.</param>
/// <param name="PairsStored">Pairs in the artifact.</param>
/// <param name="Components">Components of two rows or more.</param>
/// <param name="Seconds">Seconds of the join itself, without reading and writing files.</param>
/// <param name="Backend">The backend that ran.</param>
/// <param name="GigaflopsPerSecond">10^9 multiplications and additions a second: rows² × dim ÷ seconds.</param>
public sealed record JoinSummary(
    int Rows, float Threshold, long PairsCounted, long PairsStored, int Components, double Seconds, string Backend,
    double GigaflopsPerSecond);
