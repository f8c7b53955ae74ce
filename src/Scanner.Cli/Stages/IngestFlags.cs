using System.CommandLine;
using Scanner.Ingest;

namespace Scanner.Cli.Stages;

/// <summary>What is read, and how.</summary>
internal sealed class IngestFlags : IStageFlags
{
    private readonly Argument<string[]> _logs = new("LOG")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Log files, folders or globs: JSON lines, CSV or Parquet, also as .gz or .zst.",
    };

    private readonly Option<string?> _accounts = new("--accounts")
    {
        HelpName = "FILE",
        Description = "A table of accounts: account, org, created_at, plan, payment, email_domain, banned_at.",
    };

    private readonly Option<string?> _releases = new("--releases")
    {
        HelpName = "FILE",
        Description = "A table of model releases: model, released_at.",
    };

    private readonly Option<string[]> _map = new("--map")
    {
        HelpName = "FIELD=PATH",
        Description = "Where a field of the log is found, such as account=user.id; may be given several times.",
    };

    private readonly Option<long?> _memory = Flags.Memory();
    private readonly Option<string[]>? _logsOption;

    /// <param name="logs">Names the logs in place of the argument.</param>
    public IngestFlags(Option<string[]>? logs = null)
    {
        _logsOption = logs;
        Flags.Expect(_map, IsMapping, "field=path, such as account=user.id");
    }

    public void AddTo(Command verb)
    {
        if (_logsOption is null)
            verb.Add(_logs);
        else
            verb.Add(_logsOption);
        verb.Add(_accounts);
        verb.Add(_releases);
        verb.Add(_map);
        verb.Add(_memory);
    }

    public PipelineOptions Apply(ParseResult parsed, PipelineOptions options)
    {
        var ingest = new IngestOptions
        {
            Inputs = (_logsOption is null ? parsed.GetValue(_logs) : parsed.GetValue(_logsOption))!,
            Accounts = parsed.GetValue(_accounts),
            Releases = parsed.GetValue(_releases),
            Map = Mappings(parsed.GetValue(_map) ?? []),
        };
        if (parsed.GetValue(_memory) is not { } bytes)
            return options with { Ingest = ingest };
        return options with
        {
            // A quarter for DuckDB's buffers, a quarter for packed vectors: texts and the runtime need the other half.
            Ingest = ingest with { MemoryBytesMax = bytes / 4 },
            Join = options.Join with { PackedBytesMax = Math.Min(options.Join.PackedBytesMax, bytes / 4) },
        };
    }

    private static bool IsMapping(string text)
    {
        int equals = text.IndexOf('=');
        return equals > 0 && equals < text.Length - 1;
    }

    private static SortedDictionary<string, string> Mappings(string[] texts)
    {
        var mappings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in texts)
            mappings[text[..text.IndexOf('=')]] = text[(text.IndexOf('=') + 1)..];
        return mappings;
    }
}
