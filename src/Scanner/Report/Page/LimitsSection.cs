namespace Scanner.Report.Page;

/// <summary>What the method cannot see, and what would clear a campaign.</summary>
internal static class LimitsSection
{
    public static Markup Of() => $"""
        <section id="limits" class="columns" tabindex="-1">
        <div>
        <h2>What would clear a campaign</h2>
        <ul>
        <li>The accounts belong to one organisation, or to the customers of one reseller or gateway, that the log does
        not name.</li>
        <li>The fixed wording is public: a benchmark, an open-source agent or library, a course, a prompt that went
        around.</li>
        <li>The accounts stop at the same time because of an outage, or move because a model was retired.</li>
        <li>What they share, such as an address block or a client, is as common outside the campaign.</li>
        </ul>
        <p>An account may carry honest traffic besides a campaign’s; look at the share of its traffic before acting on
        it.</p>
        </div>
        <div>
        <h2>What this method cannot see</h2>
        <ul>
        <li>Relayed sessions of genuine users: their prompts do not repeat.</li>
        <li>Transcripts bought elsewhere: they are no requests to this service.</li>
        <li>Campaigns that sent only a few requests in the time scanned, or whose every prompt is written anew.</li>
        <li>Who stands behind an account. Country and nationality are shown as context and never scored.</li>
        </ul>
        <p>No campaign in this report is therefore no proof that there was none.</p>
        </div>
        </section>
        """;
}
