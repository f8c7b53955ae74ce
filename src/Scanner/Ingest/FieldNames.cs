using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>The names of fields on the command line and in reports: <c>request_id</c>, <c>account</c>, …</summary>
public static class FieldNames
{
    /// <summary>How many fields there are.</summary>
    public static int Count { get; } = Enum.GetValues<Field>().Length;

    private static readonly string[] Names = Array.ConvertAll(Enum.GetValues<Field>(), Snake);

    private static readonly Dictionary<string, Field> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["account_id"] = Field.Account,
        ["org_id"] = Field.Org,
        ["api_key_hash"] = Field.ApiKey,
        ["payment_hash"] = Field.Payment,
        ["response_text"] = Field.Response,
        ["system"] = Field.SystemPrompt,
        ["time"] = Field.Timestamp,
    };

    /// <summary>The name of a field.</summary>
    public static string NameOf(Field field) => Names[(int)field];

    /// <summary>The field of a name in <c>--map</c>.</summary>
    /// <exception cref="ScanException">There is no such field.</exception>
    public static Field Parse(string name)
    {
        var index = Array.IndexOf(Names, name);
        if (index >= 0)
            return (Field)index;
        return Aliases.TryGetValue(name, out var field)
            ? field
            : throw new ScanException(
                $"--map {name}=…: found no field '{name}', expected one of {string.Join(", ", Names)}.");
    }

    private static string Snake(Field field) =>
        string.Concat(field.ToString().Select((letter, index) =>
            (char.IsUpper(letter) && index > 0 ? "_" : "") + char.ToLowerInvariant(letter)));
}
