using System.Globalization;

namespace Scanner.Report.Page;

/// <summary>All that was judged at one glance: the scores with the threshold, and a map of the templates.</summary>
internal static class Landscape
{
    private const int Bins = 48;
    private const int Height = 220;

    public static Markup Of(ReportContent content)
    {
        Markup[] figures = [Scores(content), Map(content)];
        return figures.All(figure => figure.ToString().Length == 0)
            ? Markup.None
            : $"""<section id="landscape" class="columns" tabindex="-1">{figures.AsEnumerable()}</section>""";
    }

    private static Markup Scores(ReportContent content)
    {
        double[] reported = [.. content.Found.Campaigns.Select(campaign => campaign.Score)];
        double[] cleared = [.. content.Found.Considered.Select(considered => considered.Score)];
        if (reported.Length + cleared.Length == 0) return Markup.None;
        var least = content.Scan.LeastScore ?? 0;
        double[] all = [.. reported, .. cleared, least, 0];
        var (min, max) = (Math.Floor(all.Min()), Math.Ceiling(all.Max()) + 0.01);
        var (up, down) = (Counts(reported), Counts(cleared));
        var highest = up.Zip(down, (one, other) => one + other).Max();
        return $"""
            <figure class="scores">
            <h3>Scores and the threshold</h3>
            <svg width="100%" height="{Height}" role="img" aria-label="{Described()}">
            <svg class="panel" y="14" width="100%" height="{Height - 40}" viewBox="0 0 {Bins} {highest}"
              preserveAspectRatio="none" aria-hidden="true">
            {Enumerable.Range(0, Bins).Select(bin => Bar("cleared", bin, down[bin], 0))}
            {Enumerable.Range(0, Bins).Select(bin => Bar("reported", bin, up[bin], down[bin]))}</svg>
            <line class="axis" x1="0" x2="100%" y1="{Height - 26}" y2="{Height - 26}"/>
            <g class="release"><line x1="{X(least):0.#}%" x2="{X(least):0.#}%" y1="4" y2="{Height - 26}"/>
            <text x="{X(least):0.#}%" dx="4" y="12">threshold {least:0.#}</text></g>
            {Ticks(min, max).Select(tick => (Markup)$"""
                <text x="{X(tick):0.#}%" y="{Height - 10}" text-anchor="middle">{tick:0}</text>
                """)}
            </svg>
            <figcaption><span class="key">reported</span> <span class="key cleared-key">considered and cleared</span>
            <span>score; the highest bar: {highest}</span></figcaption>
            </figure>
            """;

        double X(double score) => 100 * (score - min) / (max - min);

        int[] Counts(double[] scores)
        {
            var counts = new int[Bins];
            foreach (var score in scores) counts[Math.Clamp((int)(Bins * X(score) / 100), 0, Bins - 1)]++;
            return counts;
        }

        Markup Bar(string kind, int bin, int count, int below) => count == 0 ? Markup.None : (Markup)$"""
            <rect class="{kind}" x="{bin + 0.1}" y="{highest - below - count}" width="0.8" height="{count}"/>
            """;

        string Described() => string.Create(CultureInfo.InvariantCulture,
            $"Scores. Reported: {reported.Length}, from {reported.DefaultIfEmpty().Min():0.0}. Considered and not "
            + $"reported: {cleared.Length}, up to {cleared.DefaultIfEmpty().Max():0.0}. Threshold {least:0.#}.");
    }

    private static IEnumerable<double> Ticks(double min, double max)
    {
        var step = Math.Max(1, Math.Ceiling((max - min) / 8));
        for (var tick = Math.Ceiling(min / step) * step; tick < max; tick += step)
            if (tick > min) yield return tick;
    }

    private static Markup Map(ReportContent content)
    {
        if (content.Map.Count < 3) return Markup.None;
        var requestsMax = content.Map.Max(point => point.Requests);
        var campaigns = content.Map.Count(point => point.Campaign is not null);
        return $"""
            <figure class="map">
            <h3>Map of the templates</h3>
            <svg width="100%" height="{Height + 60}" role="img" aria-label="Map of {content.Map.Count} templates,
              {campaigns} of them in campaigns. Near each other lie those of similar wording.">
            {content.Map.OrderBy(Layer).Select(point => Point(point, requestsMax))}</svg>
            <figcaption><span class="key">in campaigns</span>
            <span class="key cleared-key">considered and cleared</span>
            <span class="key other-key">others, those of most accounts</span>
            <span>what is near is worded alike; size: requests</span></figcaption>
            </figure>
            """;
    }

    private static int Layer(MapPoint point) => point.Campaign is not null ? 2 : point.Cleared ? 1 : 0;

    private static Markup Point(MapPoint point, long requestsMax)
    {
        var radius = 1.5 + 10 * Math.Sqrt((double)point.Requests / requestsMax);
        // A margin keeps the circles at the edges whole.
        var (x, y) = (3 + 94 * point.X, 5 + 90 * (1 - point.Y));
        Markup circle = $"""
            <circle class="{Kind(point)}" cx="{x:0.#}%" cy="{y:0.#}%" r="{radius:0.#}">
            <title>{Told(point)}</title></circle>
            """;
        return point.Campaign is { } campaign ? $"""<a href="#{campaign}">{circle}</a>""" : circle;
    }

    private static string Kind(MapPoint point) => Layer(point) switch { 2 => "reported", 1 => "cleared", _ => "other" };

    private static string Told(MapPoint point) =>
        $"{point.Template}{(point.Campaign is { } campaign ? $" of {campaign}" : "")}: {point.Title} "
        + $"({Wording.Count(point.Requests, "request")}, {Wording.Count(point.Accounts, "account")})";
}
