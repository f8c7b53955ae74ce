namespace Scanner.Ingest.Segments;

/// <summary>The segments of one request; null where absent.</summary>
/// <param name="System">The system prompt.</param>
/// <param name="Whole">The prompt.</param>
/// <param name="Head">Its first words, where it is clearly longer than head and tail together.</param>
/// <param name="Tail">Its last words, likewise.</param>
internal readonly record struct RequestSegments(Segment? System, Segment? Whole, Segment? Head, Segment? Tail)
{
    /// <summary>Cuts a request's texts; head and tail are cut from the original, then normalised.</summary>
    /// <param name="request">The request.</param>
    /// <param name="words">Words of the head and of the tail.</param>
    /// <param name="longerBy">Words that a prompt needs beyond head and tail to have them.</param>
    public static RequestSegments Of(LogRequest request, int words, int longerBy)
    {
        var system = Segment.Of(request.SystemPrompt);
        var whole = Segment.Of(request.Prompt);
        // A word has at least one character and mostly a blank: short prompts need no counting.
        if (whole is null || request.Prompt!.Length < (2 * words) + longerBy
            || WordCounter.EndOfFirst(request.Prompt, (2 * words) + longerBy) < 0)
            return new(system, whole, null, null);
        var headEnd = WordCounter.EndOfFirst(request.Prompt, words);
        var tailStart = WordCounter.StartOfLast(request.Prompt, words);
        return new(system, whole, Segment.Of(request.Prompt[..headEnd]), Segment.Of(request.Prompt[tailStart..]));
    }
}
