using System.CommandLine;
using Scanner.Report;

namespace Scanner.Cli;

/// <summary>The flags that say how accounts are named in what leaves a run.</summary>
internal sealed class AccountIdFlags
{
    private readonly Option<string?> _ids;

    private readonly Option<string?> _key = new("--account-key")
    {
        HelpName = "FILE",
        Description = "Key of keyed account ids, at least 16 random bytes; the run's own where none is named.",
    };

    /// <summary>The flags.</summary>
    /// <param name="usual">In words, what is done where nothing is asked for.</param>
    public AccountIdFlags(string usual)
    {
        _ids = new Option<string?>("--account-ids")
        {
            HelpName = "raw|hmac",
            Description = $"Show account ids as they are, or as keyed hashes. [default: {usual}]",
        };
        Flags.Expect(_ids, name => name is "raw" or "hmac", "raw or hmac");
    }

    public void AddTo(Command verb)
    {
        verb.Add(_ids);
        verb.Add(_key);
    }

    /// <summary>What was asked for; null where nothing was.</summary>
    public AccountIds? Ids(ParseResult parsed) => parsed.GetValue(_ids) switch
    {
        "raw" => AccountIds.Raw,
        "hmac" => AccountIds.Hmac,
        _ => null,
    };

    /// <summary>The file with the key; null for the run's own.</summary>
    public string? Key(ParseResult parsed) => parsed.GetValue(_key);
}
