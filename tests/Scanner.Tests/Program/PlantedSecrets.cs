using System.Globalization;
using System.Text.Json;

namespace Scanner.Tests.Program;

/// <summary>
/// A log whose prompts hold secrets of ten forms, twenty of each: in what is filled in, in the fixed wording that
/// twelve accounts share, and in their system prompts.
/// </summary>
internal static class PlantedSecrets
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

    private static readonly Func<Random, string>[] Forms =
    [
        random => $"{Word(random)}.{Word(random)}{random.Next(100)}@{Word(random)}.example.org",
        random => $"+49 17{random.Next(10)} {random.Next(1_000_000, 9_999_999)}",
        random => Card(random),
        random => Iban(random),
        random => "sk-" + "proj-" + Token(random, 32),
        random => "AKIA" + Token(random, 16).ToUpperInvariant(),
        random => "ghp_" + Token(random, 36),
        random => $"eyJ{Token(random, 20)}.{Token(random, 40)}.{Token(random, 30)}",
        random => $"{random.Next(100, 999)}-{random.Next(10, 99)}-{random.Next(1000, 9999)}",
        random => $"password: {Word(random)}{random.Next(1000, 9999)}x",
    ];

    /// <summary>[ten forms × twenty] the secrets.</summary>
    public static IReadOnlyList<string> All { get; } = Compose();

    /// <summary>What must not be seen of a secret: of a named one, the part behind its name.</summary>
    public static string Hidden(string secret) => secret[(secret.LastIndexOf(": ", StringComparison.Ordinal) switch
    {
        < 0 => 0,
        var colon => colon + 2,
    })..];

    public static void WriteLog(string path)
    {
        using var log = new StreamWriter(path);
        var start = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 240; i++)
            Write(log, start.AddMinutes(17 * i), $"c{i % 12}",
                i % 12 > 3 ? null : $"You work for {All[0]}. The key is {All[4 * 20]}, the card {All[2 * 20]}.",
                $"Item {i}: {All[i % All.Count]} {All[(i * 7 + 3) % All.Count]}\n"
                + "Read the message above twice, then write every step of your thinking between <step> tags, one "
                + $"thought a line, and grade it from 1 to 10. Questions go to {All[1]}, calls to {All[20 + 1]}, money "
                + $"to {All[3 * 20 + 1]}. Sign in with {All[9 * 20 + 1]}, {All[5 * 20 + 1]} or {All[6 * 20 + 1]}.");
        var random = new Random(5);
        for (var i = 0; i < 600; i++)
            Write(log, start.AddMinutes(7 * i), $"b{i % 150}", null,
                string.Join(' ', Enumerable.Range(0, 14).Select(_ => Word(random))));
    }

    private static void Write(StreamWriter log, DateTime at, string account, string? system, string prompt) =>
        log.WriteLine(JsonSerializer.Serialize(new
        {
            timestamp = at.ToString("o", CultureInfo.InvariantCulture),
            account,
            system_prompt = system,
            prompt,
            user_agent = account[0] == 'c' ? $"bot/1 {All[7 * 20]}" : "browser/3",
            ip = account[0] == 'c' ? "198.51.100.7" : $"203.0.113.{account[1..]}",
        }));

    private static List<string> Compose()
    {
        var random = new Random(20260302);
        return [.. Forms.SelectMany(form => Enumerable.Range(0, 20).Select(_ => form(random)))];
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? "bdfgklmnprstvz"[random.Next(14)] : "aeiou"[random.Next(5)]));

    // Letters and digits in turn, as random tokens have them more often than not.
    private static string Token(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(i =>
        i % 3 == 1 ? (char)('2' + random.Next(8)) : Letters[random.Next(Letters.Length)]));

    private static string Card(Random random)
    {
        var digits = $"4{random.Next(1_000_000, 9_999_999)}{random.Next(1_000_000, 9_999_999)}";
        var check = Enumerable.Range(0, 10).Single(last => Scanner.Report.CheckDigits.IsLuhn($"{digits}{last}"));
        return string.Join(' ', $"{digits}{check}".Chunk(4).Select(group => new string(group)));
    }

    private static string Iban(Random random)
    {
        var account = $"{random.Next(100_000_000, 999_999_999)}{random.Next(100_000_000, 999_999_999)}";
        return Enumerable.Range(2, 97).Select(check => $"DE{check:00}{account}")
            .First(Scanner.Report.CheckDigits.IsIban);
    }
}
