using Scanner.Ingest;

namespace Scanner.Score;

/// <summary>
/// The accounts of a run with what evidence compares: volume, actor, and infrastructure. Country is not among it, and
/// must not be.
/// </summary>
public sealed class Population
{
    private Population(RequestTable requests) => Requests = requests;

    /// <summary>All requests.</summary>
    public RequestTable Requests { get; }

    /// <summary>Number of accounts that sent a request.</summary>
    public int AccountCount => Requests.Accounts.Values.Length;

    /// <summary>[accounts] requests of the account.</summary>
    public required int[] Volumes { get; init; }

    /// <summary>How many accounts have each volume.</summary>
    public required IReadOnlyList<KeyValuePair<int, int>> AccountsByVolume { get; init; }

    /// <summary>[accounts] the actor: the organisation where known, else the account itself.</summary>
    public required int[] Actors { get; init; }

    /// <summary>Number of actors.</summary>
    public required int ActorCount { get; init; }

    /// <summary>The traits that members of a campaign may share beyond chance.</summary>
    public required IReadOnlyList<Trait> Traits { get; init; }

    /// <summary>
    /// [accounts] sign-up, in microseconds since 1970-01-01 UTC; <see cref="RequestTable.NoTime"/> where unknown.
    /// </summary>
    public required long[] Created { get; init; }

    /// <summary>
    /// [accounts] when it was banned, in the same unit; <see cref="RequestTable.NoTime"/> where never.
    /// </summary>
    public required long[] Banned { get; init; }

    /// <summary>[accounts] whether an allow-list names it: what it sends makes no campaign.</summary>
    public required bool[] Allowed { get; init; }

    /// <summary>[accounts] the max_tokens that the account sends most; −1 where none.</summary>
    public required long[] UsualMaxTokens { get; init; }

    /// <summary>Builds the population from requests, the accounts table and an allow-list.</summary>
    public static Population Build(
        RequestTable requests, AccountTable accounts, IReadOnlyList<AllowedEntry>? allowed = null)
    {
        var codes = requests.Accounts.Codes;
        var count = requests.Accounts.Values.Length;
        var volumes = new int[count];
        foreach (var account in codes)
        {
            volumes[account]++;
        }

        var listed = requests.Accounts.Values.Select(accounts.Find).ToArray();
        var org = Usual(codes, count, requests.Coded["org"]);
        var (actors, actorCount) = ActorsOf(org.Select((value, account) => value ?? listed[account]?.Org), count);
        return new Population(requests)
        {
            Volumes = volumes,
            AccountsByVolume = [.. volumes.CountBy(volume => volume)],
            Actors = actors,
            ActorCount = actorCount,
            Created = [.. listed.Select(account => Micros(account?.CreatedAt))],
            Banned = [.. listed.Select(account => Micros(account?.BannedAt))],
            Allowed = AllowList.Accounts(allowed ?? [], requests, accounts),
            UsualMaxTokens = UsualNumber(codes, count, requests.MaxTokens),
            // A client is worth little: popular agents have one, too.
            Traits =
            [
                Trait.Of("payment", "the same payment id", 4,
                    Usual(codes, count, requests.Coded["payment"]).Select((value, a) => value ?? listed[a]?.Payment)),
                Trait.Of("address block", "the same address block", 2.5,
                    Usual(codes, count, requests.Coded["ip"]).Select(AddressBlock.Of)),
                Trait.Of("mail domain", "the same mail domain", 2, listed.Select(account => account?.EmailDomain)),
                Trait.Of(Trait.SignUpWeek, "the same week of sign-up", 1.5, listed.Select(SignUpWeek)),
                Trait.Of("user agent", "the same user agent", 1, Usual(codes, count, requests.Coded["user_agent"])),
            ],
        };
    }

    private static long Micros(DateTime? time) =>
        time is { } known ? (long)(known - DateTime.UnixEpoch).TotalMicroseconds : RequestTable.NoTime;

    private static string? SignUpWeek(AccountRow? account) => account?.CreatedAt is { } created
        ? DateTime.UnixEpoch.AddDays(Math.Floor((created - DateTime.UnixEpoch).TotalDays / 7) * 7)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static (int[] Actors, int Count) ActorsOf(IEnumerable<string?> orgs, int count)
    {
        var codeOf = new Dictionary<string, int>();
        var actors = new int[count];
        var (next, account) = (0, 0);
        foreach (var org in orgs)
        {
            actors[account++] = org is null ? next++
                : codeOf.TryGetValue(org, out var code) ? code
                : codeOf[org] = next++;
        }

        return (actors, next);
    }

    /// <summary>
    /// The most frequent value of every account, the earliest seen of equals; null where it has none.
    /// </summary>
    private static string?[] Usual(int[] accounts, int count, CodedColumn column)
    {
        var usual = UsualNumber(accounts, count, [.. column.Codes.Select(code => (long)code)]);
        return [.. usual.Select(code => code < 0 ? null : column.Values[code])];
    }

    private static long[] UsualNumber(int[] accounts, int count, long[] values)
    {
        var counts = new Dictionary<long, int>[count];
        for (var request = 0; request < accounts.Length; request++)
        {
            if (values[request] >= 0)
            {
                var ofAccount = counts[accounts[request]] ??= [];
                ofAccount[values[request]] = ofAccount.GetValueOrDefault(values[request]) + 1;
            }
        }

        return [.. counts.Select(ofAccount => ofAccount is null ? -1 : ofAccount.MaxBy(pair => pair.Value).Key)];
    }
}
