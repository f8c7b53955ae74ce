namespace Scanner.Cli.Demo;

/// <summary>Invents accounts and the moments at which people send requests.</summary>
internal sealed class DemoCast(DemoRandom random)
{
    /// <summary>Days that the log covers.</summary>
    public const int Days = 14;

    /// <summary>The first model of the log, and the one that is released on day eight.</summary>
    public const string OldModel = "heron-2", NewModel = "heron-3";

    /// <summary>A Monday.</summary>
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>When <see cref="NewModel"/> is released.</summary>
    public static readonly DateTime Release = Start.AddDays(8).AddHours(16);

    private static readonly string[] Clients =
        ["python-client/1.9.2", "node-client/4.1.0", "web/2026.1", "mobile/7.3", "curl/8.5", "go-client/0.8"];

    private static readonly string[] Domains =
        ["mailbox.example", "post.example", "letters.example", "inbox.example", "home.example"];

    private static readonly string[] Countries = ["BR", "CA", "DE", "FR", "GB", "IN", "JP", "KE", "PL", "US"];

    public DemoRandom Random => random;

    /// <summary>Somebody unrelated to everybody else.</summary>
    public DemoAccount Person() => new(
        $"acct_{random.Hex(10)}", $"org_{random.Hex(8)}",
        Start.AddDays(-random.Between(20, 700)).AddSeconds(random.Between(0, 86_400)),
        random.Pick(["free", "free", "plus", "plus", "api", "team"]), random.Hex(12), random.Pick(Domains),
        $"{random.Between(240, 250)}.{random.Between(0, 256)}.{random.Between(0, 256)}",
        random.Between(64_512, 65_400), random.Pick(Countries), random.Pick(Clients));

    /// <summary>Several unrelated people.</summary>
    public List<DemoAccount> People(int count)
    {
        var people = new List<DemoAccount>(count);
        for (int i = 0; i < count; i++)
            people.Add(Person());
        return people;
    }

    /// <summary>A moment on a given day in somebody's waking hours: most likely in the afternoon.</summary>
    public DateTime Awake(int day)
    {
        double hour = 7 + 8 * (random.Fraction() + random.Fraction());
        return Start.AddDays(day).AddHours(hour);
    }

    /// <summary>A moment in somebody's waking hours on any day; weekends are half as busy.</summary>
    public DateTime Awake()
    {
        int day = random.Between(0, Days);
        if (day % 7 >= 5 && random.Chance(0.5))
            day -= 2;
        return Awake(day);
    }

    /// <summary>The model of an ordinary request: after the release three of ten try the new one.</summary>
    public string Model(DateTime time) => time > Release && random.Chance(0.3) ? NewModel : OldModel;
}
