using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Scanner.Embed;
using Scanner.Join;
using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Cli;

/// <summary>The flags that several verbs share. What can be refused without opening a file is refused here.</summary>
internal static class Flags
{
    /// <summary>More threads than any machine of today has; beyond lies a typing error.</summary>
    private const int ThreadsMax = 1024;

    /// <summary>Below, the quarter for tables cannot hold a sort of 20,000 requests' texts.</summary>
    private const long MemoryBytesMin = 512 * ByteSize.Mebi;

    public static Option<string> Out() => new("--out")
    {
        HelpName = "RUN",
        Required = true,
        Description = "The run folder: made where missing, gone on with where a scan of the same logs was begun.",
    };

    public static Argument<string> Run() => new("RUN") { Description = "The run folder, as named by scan run --out." };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<bool> Force() => new("--force")
    {
        Description = "Use the run folder even where it holds a scan of other logs, which is then replaced.",
    };

    public static Option<string?> Backend()
    {
        List<string> names = [.. DeviceKernels.All, .. JoinBackends.All.Select(backend => backend.Name)];
        var backend = new Option<string?>("--backend")
        {
            HelpName = "NAME",
            Description = $"How to join: {string.Join(", ", names)}; the best one of this machine where none is named.",
        };
        Expect(backend, names.Contains, $"one of {string.Join(", ", names)}");
        return backend;
    }

    /// <summary>
    /// Where models run and texts are joined; read by its name, since several parts of a verb share it.
    /// </summary>
    public static Option<string> Device() => new("--device")
    {
        HelpName = "auto|cpu|cuda[:N,...]|webgpu|opencl[:N]",
        DefaultValueFactory = _ => DeviceChoice.Auto.ToString(),
        Description = "Where models run and texts are joined, see scan devices; auto takes CUDA when it really works.",
    };

    public static Option<int> Threads()
    {
        var threads = new Option<int>("--threads")
        {
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            Description = "Threads to use. Results do not depend on it.",
        };
        Expect(
            threads,
            text => int.TryParse(text, CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= ThreadsMax,
            $"a whole number from 1 to {ThreadsMax}");
        return threads;
    }

    /// <summary>Neighbours stored for a row; null where it is not given.</summary>
    public static Option<int?> Cap(string description)
    {
        var cap = new Option<int?>("--cap") { HelpName = "N", Description = description };
        Expect(
            cap,
            text => int.TryParse(text, CultureInfo.InvariantCulture, out int n)
                && n is >= 1 and <= Limits.NeighborsStoredMax,
            $"a whole number from 1 to {Limits.NeighborsStoredMax}");
        return cap;
    }

    /// <summary>A number above 0 (as float32, too) and at most 1; null where it is not given.</summary>
    public static Option<double?> Fraction(string name, string helpName, string description)
    {
        var fraction = new Option<double?>(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result => Number(result.Tokens[0].Value),
        };
        Expect(fraction, text => (float?)Number(text) is > 0 and <= 1, "a number above 0 and at most 1");
        return fraction;
    }

    /// <summary>Bytes; null where it is not given.</summary>
    public static Option<long?> Memory()
    {
        var memory = new Option<long?>("--memory")
        {
            HelpName = "SIZE",
            Description = "Memory that tables and vectors may take before they are worked on in parts, such as 4GB.",
            CustomParser = result => ByteSize.TryParse(result.Tokens[0].Value, out long bytes) ? bytes : null,
        };
        Expect(memory, text => ByteSize.TryParse(text, out long bytes) && bytes >= MemoryBytesMin,
            "a size of at least 512MB, such as 4GB");
        return memory;
    }

    /// <summary>
    /// Refuses missing arguments by their names, and empty values everywhere: an unset variable in a script, and never
    /// a file or a name.
    /// </summary>
    public static void RefuseMissingValues(Command command)
    {
        command.Validators.Add(result => RefuseMissing(result, command));
        foreach (var argument in command.Arguments)
            argument.Validators.Add(result => RefuseEmpty(result, argument.Name));
        foreach (var option in command.Options)
            option.Validators.Add(result => RefuseEmpty(result, option.Name));
        foreach (var verb in command.Subcommands)
            RefuseMissingValues(verb);
    }

    private static void RefuseMissing(CommandResult result, Command command)
    {
        foreach (var argument in command.Arguments)
            if (argument.Arity.MinimumNumberOfValues > (result.GetResult(argument)?.Tokens.Count ?? 0))
                result.AddError($"{argument.Name}: found nothing, expected {Expected(argument.Description!)}");
    }

    // "The run folder." is "expected the run folder."; a list of choices stands below.
    private static string Expected(string description) => description.Contains('\n')
        ? "one of:\n  " + description.Replace("\n", "\n  ", StringComparison.Ordinal)
        : char.ToLowerInvariant(description[0]) + description[1..];

    private static void RefuseEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name}: found an empty value, expected one. Is a variable of your script unset?");
    }

    /// <summary>Refuses an option's value before anything is opened: what was found, and what was expected.</summary>
    public static void Expect(Option option, Func<string, bool> holds, string expected) =>
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (!holds(token.Value))
                    result.AddError($"{option.Name}: found '{token.Value}', expected {expected}.");
        });

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
