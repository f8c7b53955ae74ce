using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scanner.Cli.Demo;

/// <summary>Writes a demo log as the files that a provider would hand over.</summary>
/// <param name="Log">The requests, one JSON object a line.</param>
/// <param name="Accounts">The side table of accounts.</param>
/// <param name="Releases">The side table of model releases.</param>
internal sealed record DemoFiles(string Log, string Accounts, string Releases)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes the three files. One that has its content already is left as it is, so that a second scan finds it
    /// unchanged.
    /// </summary>
    public static DemoFiles Write(DemoLog log, string folder)
    {
        Directory.CreateDirectory(folder);
        var files = new DemoFiles(
            Path.Combine(folder, "log.jsonl"), Path.Combine(folder, "accounts.csv"),
            Path.Combine(folder, "model_releases.csv"));
        WriteLines(files.Log, log.Requests.Select(RequestLine));
        WriteLines(files.Accounts, log.Accounts.Select(AccountLine)
            .Prepend("account_id,org_id,created_at,plan,payment_hash,email_domain,banned_at"));
        WriteLines(files.Releases,
        [
            "model,released_at",
            $"{DemoCast.OldModel},2025-06-02T16:00:00.000Z",
            $"{DemoCast.NewModel},{Iso(DemoCast.Release)}",
        ]);
        return files;
    }

    private static string RequestLine(DemoRequest request, int index) => JsonSerializer.Serialize(
        new
        {
            request_id = $"req_{index:d6}",
            timestamp = Iso(request.Time),
            account_id = request.Account.Id,
            org_id = request.Account.Org,
            payment_hash = request.Account.Payment,
            ip = $"{request.Account.Subnet}.{request.Host}",
            asn = request.Account.Asn,
            country = request.Account.Country,
            user_agent = request.Account.UserAgent,
            plan = request.Account.Plan,
            model = request.Model,
            system_prompt = request.System,
            prompt = request.Prompt,
            max_tokens = request.MaxTokens,
            temperature = request.Temperature,
            tools = request.Tools,
            // Four characters a token, as a rule of thumb.
            tokens_in = (request.System.Length + request.Prompt.Length) / 4,
            tokens_out = request.MaxTokens / 8,
            status = 200,
        },
        Readable);

    private static string AccountLine(DemoAccount account) => string.Join(',',
        account.Id, account.Org, Iso(account.Created), account.Plan, account.Payment, account.EmailDomain, "");

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static void WriteLines(string path, IEnumerable<string> lines)
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        if (!File.Exists(path) || !content.AsSpan().SequenceEqual(File.ReadAllBytes(path)))
            File.WriteAllBytes(path, content);
    }
}
