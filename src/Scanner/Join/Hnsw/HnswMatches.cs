namespace Scanner.Join.Hnsw;

/// <summary>What was found for rows that asked.</summary>
/// <param name="Top">Neighbours sought for each.</param>
/// <param name="Rows">
/// [queries × top] rows of the index, most similar first; <see cref="HnswIndex.None"/> behind the last.
/// </param>
/// <param name="Similarities">[queries × top] their cosine similarities.</param>
/// <param name="Seconds">Seconds of the search.</param>
public sealed record HnswMatches(int Top, int[] Rows, float[] Similarities, double Seconds);
