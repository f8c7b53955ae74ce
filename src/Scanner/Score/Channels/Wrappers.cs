namespace Scanner.Score.Channels;

/// <summary>
/// Are the same payloads sent under many wordings? A search for the best wrapper repeats a few payloads; people who
/// share a payload (a class, a benchmark) share its wording as well.
/// </summary>
internal static class Wrappers
{
    private const int WordingsMin = 5;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var wholes = scene.Population.Requests.Segments[Ingest.RequestTable.Whole];
        var wordings = candidate.Requests
            .Select((request, i) => (Template: candidate.TemplateOf[i], Whole: wholes[request]))
            .GroupBy(item => item.Template).Select(items => items.Select(item => item.Whole).Distinct().Count())
            .Where(count => count >= WordingsMin).Order().ToArray();
        var nats = Weight.Of(wordings.Length, (5, 0), (15, 1));
        return new Evidence("wrapper_search", wordings.Length, null, nats, wordings.Length == 0
            ? "No passage comes back in many different prompts."
            : $"{wordings.Length:N0} passages come back in {WordingsMin} different prompts or more each, half of them "
                + $"in {wordings[wordings.Length / 2]:N0} or more.")
        {
            Brief = $"{wordings.Length:N0} passages come back in {WordingsMin} different prompts or more",
        };
    }
}
