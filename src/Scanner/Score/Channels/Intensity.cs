namespace Scanner.Score.Channels;

/// <summary>How many requests a carrier spends on the template.</summary>
internal static class Intensity
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var median = candidate.MedianRequests;
        return new Evidence("intensity", median, null, Weight.Of(median, (4, -2), (8, -1), (15, 0), (40, 1)),
            $"The median account that carries the template sent it {median} times; "
            + $"{candidate.Requests.Length} requests in all out of {scene.Population.Requests.Count}.");
    }
}
