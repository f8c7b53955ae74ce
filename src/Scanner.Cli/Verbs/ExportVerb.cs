using System.CommandLine;
using System.CommandLine.Parsing;
using Scanner.Cli.Export;
using Scanner.Report;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan export: tables of a run, and its campaigns as other systems take them.</summary>
internal static class ExportVerb
{
    private static readonly string[] Whats = [.. ExportKind.All.Select(kind => kind.What).Distinct()];
    private static readonly string[] Formats = [.. ExportKind.All.Select(kind => kind.Format).Distinct()];

    public static VerbCommand Make(Host host)
    {
        var run = Flags.Run();
        var what = What();
        var format = new Option<string?>("--format")
        {
            HelpName = string.Join('|', Formats),
            Description = "How it is written; STIX 2.1 and MISP are for campaigns. [default: csv, graphml or zip]",
        };
        Flags.Expect(format, Formats.Contains, $"one of {string.Join(", ", Formats)}");
        var file = new Option<string?>("--out")
        {
            HelpName = "FILE",
            Description = "The file to write, replaced where it exists, and for evidence a folder; else stdout.",
        };
        var campaign = new Option<string?>("--campaign")
        {
            HelpName = "ID",
            Description = "Only this campaign; templates, assignments and requests belong to none.",
        };
        var accounts = new AccountIdFlags("hmac for stix and misp, else raw");
        var showSlots = new Option<bool>("--show-slots")
        {
            Description = "Keep what users filled into the templates; secrets stay masked.",
        };
        var verb = new VerbCommand(
            "export", "Writes tables of a run, or its campaigns for other systems.",
            "scan export my-run members --campaign C01",
            "scan export my-run assignments --format csv --out assignments.csv",
            "scan export my-run campaigns --format stix --out campaigns.stix.json",
            "scan export my-run graph --out campaigns.graphml",
            "scan export my-run evidence --campaign C01 --out packs")
        { run, what, format, file, campaign };
        accounts.AddTo(verb);
        verb.Add(showSlots);
        verb.Validators.Add(result =>
        {
            // What is wrong by itself is told by itself; its value, asked for here, would count as right.
            var (typed, how) = (Typed(result, what), Typed(result, format));
            if (typed is not null && Whats.Contains(typed) && (how is null || Formats.Contains(how)))
                Check(result, typed, how, Typed(result, file), Typed(result, campaign));
        });
        verb.SetAction(parsed =>
        {
            using var folder = RunFolder.Open(parsed.GetValue(run)!);
            var kind = ExportKind.Find(parsed.GetValue(what)!, parsed.GetValue(format))!;
            var shown = new ReportOptions
            {
                AccountIds = accounts.Ids(parsed) ?? kind.Ids,
                AccountKey = accounts.Key(parsed),
                ShowSlots = parsed.GetValue(showSlots),
            };
            new ExportWork(folder, kind, shown, host).Write(parsed.GetValue(campaign), parsed.GetValue(file));
            return ExitCode.Done;
        });
        return verb;
    }

    private static string? Typed(CommandResult result, Symbol symbol)
    {
        var tokens = symbol is Argument argument
            ? result.GetResult(argument)?.Tokens : result.GetResult((Option)symbol)?.Tokens;
        return tokens is [var first, ..] ? first.Value : null;
    }

    private static Argument<string> What()
    {
        IEnumerable<string> lines =
        [
            .. ExportTable.All.Select(table => Line(table.Name, table.What)),
            Line("graph", "accounts and the templates they sent"),
            Line("evidence", "a zip per campaign with page, tables, hashes of the logs and the command"),
        ];
        var what = new Argument<string>("WHAT") { Description = string.Join('\n', lines) };
        what.Validators.Add(result =>
        {
            if (!Whats.Contains(result.Tokens[0].Value))
                result.AddError(
                    $"WHAT: found '{result.Tokens[0].Value}', expected one of {string.Join(", ", Whats)}.");
        });
        return what;
    }

    private static string Line(string what, string meaning) => $"{what}: {meaning} "
        + $"({string.Join(", ", ExportKind.All.Where(kind => kind.What == what).Select(kind => kind.Format))})";

    private static void Check(
        CommandResult result, string what, string? format, string? file, string? campaign)
    {
        if (ExportKind.Find(what, format) is not { } kind)
        {
            var formats = ExportKind.All.Where(other => other.What == what).Select(other => other.Format);
            result.AddError($"--format {format}: expected one of {string.Join(", ", formats)} for {what}.");
            return;
        }
        if (kind.NeedsOut && file is null)
            result.AddError($"--format {kind.Format}: found no --out, expected "
                + (kind.What == "evidence" ? "the folder to write, such as --out packs."
                    : $"the file to write, such as --out {what}.parquet."));
        if (campaign is not null && !kind.ByCampaign)
            result.AddError($"--campaign {campaign}: {what} belong to no campaign and are written whole; leave it "
                + "away, or take members, campaigns, graph or evidence.");
    }
}
