namespace Scanner.Cli.Demo;

/// <summary>Shared texts that harm nobody: what a scan must leave alone.</summary>
internal static class DemoLookalikes
{
    private const string CompanyTemplate =
        "Summarise the customer letter below for our service desk in three bullet points: what happened, what the "
        + "customer wants, and by when. Then propose a reply of at most eighty words in our house style. Letter:";

    private const string AgentPrompt =
        "You are Tinker, an open-source assistant that works inside a terminal. You may read files, edit files and run "
        + "commands through the tools you are given. Plan first, change as little as possible, run the tests after "
        + "each change, and ask before you delete anything. Report in short sentences what you did.";

    private static readonly string[] Greetings =
        ["Hello!", "hi", "Hi there", "Good morning", "hey, are you there?", "Hello, how are you?", "test", "thanks!"];

    private static readonly string[] AssignmentTails =
        ["", " Please help.", " It is due tomorrow.", " Show me how to begin.", " I do not get the second part."];

    /// <summary>A company's own template over its seats: one organisation, one payment, one office.</summary>
    public static DemoGroup Company(DemoCast cast, DemoSpeech speech, int seats, int requests)
    {
        var firm = cast.Person() with { Plan = "enterprise", EmailDomain = "northwind-letters.example" };
        var members = cast.People(seats).ConvertAll(seat => firm with { Id = seat.Id, Created = seat.Created });
        var sent = Send(cast, members, requests, (_, time, account) => new(
            account, time, cast.Model(time), "", $"{CompanyTemplate} {string.Join(' ', speech.Document(5))}"));
        return new("company", "one company's own template over its seats", false, members, sent);
    }

    /// <summary>Greetings that everybody sends.</summary>
    public static DemoGroup Greeting(DemoCast cast, IReadOnlyList<DemoAccount> population, int requests)
    {
        var sent = Send(cast, population, requests, (random, time, account) => new(
            account, time, cast.Model(time), "", random.Pick(Greetings)));
        return new("greetings", "greetings that everybody sends", false, Senders(sent), sent);
    }

    /// <summary>A popular agent's system prompt, used by unrelated people on their own work.</summary>
    public static DemoGroup Agent(DemoCast cast, DemoSpeech speech, IReadOnlyList<DemoAccount> population, int requests)
    {
        var sent = Send(cast, population, requests, (_, time, account) => new(
            account with { UserAgent = "tinker/0.12" }, time, cast.Model(time), AgentPrompt, speech.Everyday())
        {
            MaxTokens = 16_384,
            Temperature = 0.2,
            Tools = ["read_file", "edit_file", "run"],
        });
        return new("agent", "a popular agent's system prompt over unrelated work", false, Senders(sent), sent);
    }

    /// <summary>A class that pastes the same assignment on the evening before it is due.</summary>
    public static DemoGroup Assignment(DemoCast cast, int pupils)
    {
        var random = cast.Random;
        string question = "Explain in your own words why the guilds of a medieval town limited the number of masters, "
            + "give two reasons against it, and compare them with a trade of today that needs a licence.";
        var campus = cast.Person();
        var members = cast.People(pupils).ConvertAll(pupil => pupil with
        {
            Plan = "free",
            Payment = "",
            EmailDomain = "school-of-hill.example",
            Subnet = random.Chance(0.4) ? campus.Subnet : pupil.Subnet,
        });
        var sent = new List<DemoRequest>();
        foreach (var pupil in members)
            for (int i = random.Between(1, 3); i > 0; i--)
            {
                var time = DemoCast.Start.AddDays(10).AddHours(17 + (5 * random.Fraction()));
                sent.Add(new(pupil, time, DemoCast.OldModel, "", question + random.Pick(AssignmentTails)));
            }
        return new("assignment", "a class that pastes the same assignment in one evening", false, members, sent);
    }

    /// <summary>Everyday traffic of everybody: the background, and what the other groups' accounts also send.</summary>
    public static DemoGroup Everyday(
        DemoCast cast, DemoSpeech speech, IReadOnlyList<DemoAccount> population, int requests)
    {
        var sent = Send(cast, population, requests, (random, time, account) => new(
            account, time, cast.Model(time), random.Chance(0.2) ? "You are a helpful assistant." : "",
            random.Chance(0.15) ? $"Shorten this: {string.Join(' ', speech.Document(8))}" : speech.Everyday()));
        return new("everyday", "everyday traffic", false, Senders(sent), sent);
    }

    private static List<DemoRequest> Send(
        DemoCast cast, IReadOnlyList<DemoAccount> accounts, int requests,
        Func<DemoRandom, DateTime, DemoAccount, DemoRequest> compose)
    {
        var sent = new List<DemoRequest>(requests);
        while (sent.Count < requests)
        {
            // Squaring favours the first accounts: volumes of real customers are heavy-tailed.
            double draw = cast.Random.Fraction();
            var account = accounts[(int)(draw * draw * accounts.Count)];
            var time = cast.Awake();
            sent.Add(compose(cast.Random, time, account) with { Host = cast.Random.Between(2, 5) });
        }
        return sent;
    }

    private static List<DemoAccount> Senders(List<DemoRequest> sent) =>
        [.. sent.Select(request => request.Account).DistinctBy(account => account.Id)];
}
