using System.Globalization;

namespace Scanner.Bench;

/// <summary>The arguments of a scale bench: pairs of <c>--name value</c>.</summary>
internal sealed class Arguments(string[] args)
{
    // Where results go says nothing about how they were got.
    private static readonly string[] Unrecorded = ["--record", "--keep"];

    private readonly Dictionary<string, string> _given =
        args.Chunk(2).ToDictionary(option => option[0].TrimStart('-'), option => option.Length > 1 ? option[1] : "");

    public string? this[string name] => _given.GetValueOrDefault(name);

    public int Number(string name, int otherwise) =>
        this[name] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The command that repeats the bench.</summary>
    public string Command(string bench) => $"dotnet run -c Release --project bench/Scanner.Bench -- {bench} "
        + string.Join(' ', args.Chunk(2).Where(option => !Unrecorded.Contains(option[0])).SelectMany(option => option));

    /// <summary>Prints a result, and appends it to the file of <c>--record</c>.</summary>
    public void Tell(string record)
    {
        Console.WriteLine(record);
        if (this["record"] is { } file) File.AppendAllText(file, record + "\n");
    }
}
