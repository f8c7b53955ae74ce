namespace Scanner.Score.Channels;

/// <summary>How many requests a carrier spends on the template.</summary>
internal static class Intensity
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var median = candidate.MedianRequests;
        var nats = Weight.Of(median, (4, -2), (8, -1), (15, 0), (40, 1));
        var often = nats < 0 ? $"at most {median:N0} times" : $"{median:N0} times or more";
        return new Evidence("intensity", median, null, nats,
            $"Half of the accounts that carry the template sent it {often}; {candidate.Requests.Length:N0} of the "
            + $"log's {scene.Population.Requests.Count:N0} requests hold it.")
        {
            Brief = $"half of the accounts sent it {often}",
            Clearing = nats > 0 ? candidate.OneProduct : null,
        };
    }
}
