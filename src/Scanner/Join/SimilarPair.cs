namespace Scanner.Join;

/// <summary>Two similar rows.</summary>
/// <param name="Left">In a self-join the lower row; against history the new row.</param>
/// <param name="Right">In a self-join the higher row; against history the row of the history.</param>
/// <param name="Similarity">Their cosine similarity, at or above the threshold.</param>
public readonly record struct SimilarPair(int Left, int Right, float Similarity);
