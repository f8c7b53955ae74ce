using Scanner.Ingest;

namespace Scanner.Cluster;

/// <summary>The templates of a run, 0-based, those on most requests first.</summary>
/// <param name="TemplatesOf">Request to its templates.</param>
/// <param name="RequestsOf">Template to its requests.</param>
/// <param name="Medoids">[templates] text row of the medoid of the template's largest star.</param>
/// <param name="TemplateOfRow">[texts] template of a text, −1 where it has none.</param>
public sealed record TemplateSet(Incidence TemplatesOf, Incidence RequestsOf, int[] Medoids, int[] TemplateOfRow)
{
    /// <summary>Number of templates.</summary>
    public int Count => Medoids.Length;

    /// <summary>The accounts that sent a request with the template, each once.</summary>
    public IReadOnlyCollection<int> AccountsOf(int template, RequestTable requests)
    {
        var accounts = new HashSet<int>();
        foreach (var request in RequestsOf.Of(template))
        {
            accounts.Add(requests.Accounts.Codes[request]);
        }

        return accounts;
    }

    /// <summary>The name of a template in artifacts and reports: T1 is the one on most requests.</summary>
    public static string Id(int template) => $"T{template + 1}";
}
