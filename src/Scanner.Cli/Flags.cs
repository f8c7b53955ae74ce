using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Scanner.Cli;

/// <summary>The flags that several verbs share. What can be refused without opening a file is refused here.</summary>
internal static class Flags
{
    /// <summary>More threads than any machine of today has; beyond lies a typing error.</summary>
    private const int ThreadsMax = 1024;

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
        Description = "Use the run folder even when it holds a scan of other logs, which is replaced.",
    };

    public static Option<int> Threads()
    {
        var threads = new Option<int>("--threads")
        {
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            Description = "Threads to use. Results do not depend on it.",
        };
        Check(threads, n => n is >= 1 and <= ThreadsMax, $"a whole number from 1 to {ThreadsMax}");
        return threads;
    }

    public static Option<double> Fraction(string name, string helpName, double usual, string description)
    {
        var fraction = new Option<double>(name)
        {
            HelpName = helpName,
            DefaultValueFactory = _ => usual,
            Description = description,
            CustomParser = result => Number(result, "a number above 0 and at most 1"),
        };
        Check(fraction, value => value is > 0 and <= 1, "a number above 0 and at most 1");
        return fraction;
    }

    public static Option<long> Memory()
    {
        // Half: DuckDB, the matrix and the page cache each want a part of the rest.
        long usual = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        return new("--memory")
        {
            HelpName = "SIZE",
            DefaultValueFactory = _ => usual,
            Description = "Memory that tables and tiles may take, such as 4GB or 512MB.",
            CustomParser = MemoryBytes,
        };
    }

    private static void Check<T>(Option<T> option, Func<T, bool> holds, string expected) =>
        option.Validators.Add(result =>
        {
            // A value that does not parse has been reported by the parser.
            if (result.Tokens.Count == 1 && !result.Errors.Any() && !holds(result.GetValue(option)!))
                result.AddError(Unexpected(option.Name, result.Tokens[0].Value, expected));
        });

    private static double Number(ArgumentResult result, string expected)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return value;
        result.AddError(Unexpected(NameOf(result), text, expected));
        return 0;
    }

    private static long MemoryBytes(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ByteSize.TryParse(text, out long bytes) && bytes >= ByteSize.Mebi * 256)
            return bytes;
        result.AddError(Unexpected(NameOf(result), text, "a size of at least 256MB, such as 4GB"));
        return 0;
    }

    private static string NameOf(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;

    private static string Unexpected(string flag, string found, string expected) =>
        $"{flag}: found '{found}', expected {expected}.";
}
