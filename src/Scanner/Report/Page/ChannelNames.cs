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
        "succession" => "New accounts after a ban",
        "wrapper" or "wrapper search" or "wrapper_search" => "Same payload, many wrappers",
        "replay" => "Responses sent back",
        "capability" => "Capability sought",
        _ => Wording.Capitalised(channel.Replace('_', ' ')),
    };
}
