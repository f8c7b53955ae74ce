namespace Scanner.Score.Channels;

/// <summary>How much of its carriers' traffic the template is.</summary>
internal static class Concentration
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var shares = candidate.Carriers
            .Select(carrier => (double)carrier.Requests / scene.Population.Volumes[carrier.Account]).Order().ToArray();
        var median = shares[shares.Length / 2];
        return new Evidence("concentration", median, null, Weight.Of(median, (0.1, -3), (0.3, -1), (0.5, 0), (0.9, 0.7)),
            $"The template is {median:P0} of the traffic of the median account that carries it.");
    }
}

/// <summary>How many requests a carrier spends on the template.</summary>
internal static class Intensity
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var counts = candidate.Carriers.Select(carrier => carrier.Requests).Order().ToArray();
        var median = counts[counts.Length / 2];
        return new Evidence("intensity", median, null, Weight.Of(median, (4, -2), (8, -1), (15, 0), (40, 1)),
            $"The median account that carries the template sent it {median} times; "
            + $"{candidate.Requests.Length} requests in all out of {scene.Population.Requests.Count}.");
    }
}
