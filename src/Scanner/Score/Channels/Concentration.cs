namespace Scanner.Score.Channels;

/// <summary>How much of its carriers' traffic the template is.</summary>
internal static class Concentration
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var median = candidate.MedianShare(scene.Population);
        return new Evidence("concentration", median, null,
            Weight.Of(median, (0.5, 0), (0.9, 0.7)),
            median >= 1
                ? "Half of the accounts that carry the template, or more, send nothing else."
                : $"Half of the accounts that carry the template send it in {Share.Of(median)} of their requests or "
                    + "more.")
        {
            Brief = median >= 1
                ? "half of the accounts or more send nothing else"
                : $"half of the accounts send it in {Share.Of(median)} of their requests or more",
            Clearing = candidate.OneProduct,
        };
    }
}
