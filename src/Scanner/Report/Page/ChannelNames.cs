namespace Scanner.Report.Page;

/// <summary>Evidence channels as the page calls them.</summary>
internal static class ChannelNames
{
    public static string Of(string channel) => channel switch
    {
        "spread" => "Spread over unrelated accounts",
        "concentration" => "Share of the accounts’ traffic",
        "intensity" => "Requests per account",
        "evenness" => "Evenly divided requests",
        "sharding" => "Work divided between accounts",
        "synchrony" => "Acting at the same time",
        "infrastructure" => "Shared infrastructure",
        "rhythm" => "Machine rhythm",
        "parameters" => "Same request parameters",
        "pivot" or "model pivot" or "model_pivot" => "Moved to a new model together",
        "registration" => "Signed up together",
        "common_list" => "The same whole texts",
        "succession" => "New accounts after a ban",
        "wrapper" or "wrapper search" or "wrapper_search" => "Same payload, many wrappers",
        "replay" => "Responses sent back",
        "capability" => "Capability sought",
        _ => Wording.Capitalised(channel.Replace('_', ' ')),
    };

    /// <summary>What would take a channel's weight away; null where nothing is known that would.</summary>
    public static string? Clearing(string channel) => channel switch
    {
        "spread" => "The wording is public: a benchmark, an agent, a course, a prompt that went around.",
        "concentration" or "intensity" => "The accounts were made for one tool or product that sends this prompt.",
        "evenness" or "sharding" => "One operator runs them openly as a batch over many keys, such as an evaluation.",
        "synchrony" => "A schedule that they all follow, such as a class, a nightly job, or the end of an outage.",
        "infrastructure" => "One employer, school, reseller or gateway pays for them or stands behind the addresses.",
        "rhythm" => "They are the accounts of a service that works around the clock for its own customers.",
        "parameters" => "A popular client sets these parameters for everybody who uses it.",
        "pivot" or "model pivot" or "model_pivot" => "The old model was retired, or the client switched by itself.",
        "registration" => "An event or an employer made them sign up at once: a course, a hackathon, a rollout.",
        "succession" => "The new accounts are the old owners’, let in again.",
        "wrapper" or "wrapper search" or "wrapper_search" => "The payload is public and people try prompts on it.",
        "replay" => "A client that sends the conversation so far with each request.",
        _ => null,
    };
}
