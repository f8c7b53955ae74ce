namespace Scanner.Cli.Demo;

/// <summary>
/// An invented customer. Addresses come from the reserved block 240.0.0.0/4 (Subnet is their first three bytes:
/// "240.1.2"), mail domains from .example.
/// </summary>
internal sealed record DemoAccount(
    string Id, string Org, DateTime Created, string Plan, string Payment, string EmailDomain,
    string Subnet, int Asn, string Country, string UserAgent);

/// <summary>One request of the demo log; its id is given when the log is put in order.</summary>
internal sealed record DemoRequest(DemoAccount Account, DateTime Time, string Model, string System, string Prompt)
{
    public int MaxTokens { get; init; } = 2048;

    public double Temperature { get; init; } = 0.7;

    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Last byte of the address.</summary>
    public int Host { get; init; } = 7;
}

/// <summary>Requests that were planted together, and what a scan should make of them.</summary>
/// <param name="Name">One word.</param>
/// <param name="What">What it is, for the person who watches the demo.</param>
/// <param name="IsCampaign">Whether it is to be found; the others are look-alikes that must not be.</param>
/// <param name="Accounts">The accounts that carry the shared text.</param>
/// <param name="Requests">The requests, in any order.</param>
internal sealed record DemoGroup(
    string Name, string What, bool IsCampaign,
    IReadOnlyList<DemoAccount> Accounts, IReadOnlyList<DemoRequest> Requests);
