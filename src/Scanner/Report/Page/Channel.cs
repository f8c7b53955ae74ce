namespace Scanner.Report.Page;

/// <summary>A channel of evidence as the page tells of it.</summary>
/// <param name="Key">Its name in <c>campaigns.json</c>.</param>
/// <param name="Name">Its name on the page.</param>
/// <param name="Meaning">What it says where it speaks for a campaign, for readers who know no statistics.</param>
/// <param name="Clearing">What would take its weight away; empty where nothing is known that would.</param>
/// <param name="Part">The part of a campaign that shows it.</param>
internal sealed record Channel(string Key, string Name, string Meaning, string Clearing, string Part)
{
    /// <summary>All that Score measures, those about what is sent first, then how, then by whom.</summary>
    public static IReadOnlyList<Channel> All { get; } =
    [
        new("spread", "Spread over unrelated accounts",
            "Many accounts that have nothing to do with each other send this wording again and again, more than its "
            + "popularity explains.",
            "The wording is public: a benchmark, an agent, a course, a prompt that went around.",
            CampaignParts.Send.Key),
        new("concentration", "Share of the accounts’ traffic", "The accounts send little else.",
            "The accounts were made for one tool or product that sends this prompt.", CampaignParts.Who.Key),
        new("intensity", "Requests per account", "Each account sends the wording often.",
            "The accounts were made for one tool or product that sends this prompt.", CampaignParts.Who.Key),
        new("evenness", "Evenly divided requests",
            "The accounts send about as much as each other, as where a program deals out work.",
            "One operator runs them openly as a batch over many keys, such as an evaluation.", CampaignParts.Send.Key),
        new("sharding", "Work divided between accounts",
            "Which account sends which content is left to chance, as where all draw from one queue of work.",
            "One operator runs them openly as a batch over many keys, such as an evaluation.", CampaignParts.Send.Key),
        new("wrapper_search", "Same passages, many prompts",
            "The same passages come back in many different prompts, as where somebody tries out wordings.",
            "The passages are public, and people put them into prompts of their own.", CampaignParts.Send.Key),
        new("common_list", "The same whole texts",
            "The accounts seldom send one another’s whole texts, as a class or a benchmark would.", "",
            CampaignParts.Send.Key),
        new("replay", "Responses sent back", "What the model answered to one account comes back in another’s prompts.",
            "A client that sends the conversation so far with each request.", CampaignParts.Send.Key),
        new("synchrony", "Acting together or in turns",
            "The accounts act in the same minutes, or take turns, as accounts do not by chance.",
            "A schedule that they all follow, such as a class, a nightly job, or the end of an outage.",
            CampaignParts.Heat.Key),
        new("rhythm", "Machine rhythm", "The accounts keep no hours: they send by day and night, as programs do.",
            "They are the accounts of a service that works around the clock for its own customers.",
            CampaignParts.Who.Key),
        new("pivot", "Moved to a new model together", "The accounts turned to a new model sooner than others did.",
            "The old model was retired, or the client switched by itself.", CampaignParts.When.Key),
        new("succession", "New accounts after a ban", "Accounts began with the wording when others were banned for it.",
            "The new accounts are the old owners’, let in again.", CampaignParts.When.Key),
        new("registration", "Signed up in one period",
            "The accounts signed up in a shorter time than others of the log.",
            "An event or an employer made them sign up at once: a course, a hackathon, a rollout.",
            CampaignParts.Share.Key),
        new("infrastructure", "Shared infrastructure",
            "The accounts have cards, address blocks, clients or weeks of sign-up in common that are rare elsewhere.",
            "One employer, school, reseller or gateway pays for them or stands behind the addresses.",
            CampaignParts.Share.Key),
        new("parameters", "Same request parameters",
            "The accounts set the same parameters, such as the longest answer wanted.",
            "A popular client sets these parameters for everybody who uses it.", CampaignParts.Share.Key),
    ];

    private static readonly Dictionary<string, Channel> ByKey = All.ToDictionary(channel => channel.Key);

    /// <summary>The channel of that name; one that is not known here bears its name and says no more.</summary>
    public static Channel Of(string key) => ByKey.GetValueOrDefault(key)
        ?? new Channel(key, Wording.Capitalised(key.Replace('_', ' ')), "", "", CampaignParts.Why.Key);
}
