namespace Scanner.Report.Page;

/// <summary>How to make this report again, and the fingerprints that show whether it is the same.</summary>
internal static class ReproduceSection
{
    public static Markup Of(ReportContent content) => $"""
        <section id="reproduce" tabindex="-1">
        <h2>How to reproduce this report</h2>
        {Command(content.Scan.Command)}
        <p class="note">Scanner {ScannerVersion}. The same input and options give the same artifacts, whatever the
        number of threads.
        A stage’s fingerprint covers its version, its options and the stage before it.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Stages"><table>
        <caption class="unseen">Stages of the run</caption>
        <thead><tr><th scope="col">Stage</th><th scope="col" class="number">Version</th>
        <th scope="col">Fingerprint</th><th scope="col">Options</th></tr></thead>
        <tbody>{content.Scan.Stages.Select(Stage)}</tbody>
        </table></div>
        </section>
        """;

    private static string ScannerVersion => typeof(ReproduceSection).Assembly.GetName().Version?.ToString(3) ?? "";

    private static Markup Command(string? command) =>
        command is null ? Markup.None : $"""<pre class="command">{command}</pre>""";

    private static Markup Stage(StageFact stage) => $"""
        <tr><th scope="row">{stage.Name}</th><td class="number">{stage.Version}</td><td>
        <code>{stage.Fingerprint}</code></td><td><code class="options">{stage.Options}</code></td></tr>
        """;
}
