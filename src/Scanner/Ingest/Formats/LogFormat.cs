using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>How the records of one kind of log are recognised and where their fields lie.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Fits">Whether a record is of this kind, told by its keys.</param>
/// <param name="Paths">Per field where it may lie, best first; the first place with a value wins.</param>
internal sealed record LogFormat(
    string Name, Func<JsonElement, bool> Fits, IReadOnlyDictionary<Field, string[]> Paths)
{
    /// <summary>
    /// Takes a record apart where it holds several requests; null where a record is a request. What is no request at
    /// all
    /// (a span of a database call) is left out.
    /// </summary>
    public Func<JsonElement, IReadOnlyList<JsonElement>>? Expand { get; init; }

    /// <summary>What to say when a record of this kind names no account.</summary>
    public string AccountAdvice { get; init; } = "Map it with --map account=FIELD";
}
