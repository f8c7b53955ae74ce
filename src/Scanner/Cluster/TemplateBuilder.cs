using System.Runtime.InteropServices;
using Scanner.Ingest;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Cluster;

/// <summary>
/// Makes templates of stars: a template sits on the requests that hold any of its texts as a segment or span, and stars
/// that sit on nearly the same requests become one template.
/// </summary>
public static class TemplateBuilder
{
    /// <summary>Builds the templates.</summary>
    /// <param name="requests">All requests.</param>
    /// <param name="spansOf">Text row to the rows of the spans in it.</param>
    /// <param name="medoids">[texts] row of every text's medoid.</param>
    /// <param name="mergeJaccard">Least Jaccard index of the requests of two stars that merge, in (0, 1].</param>
    /// <param name="used">[texts] which texts make templates; null is all.</param>
    /// <returns>Templates on two requests or more, those on most requests first.</returns>
    public static TemplateSet Build(RequestTable requests, Incidence spansOf, int[] medoids, double mergeJaccard,
        bool[]? used = null)
    {
        var starsOf = Incidence.Build(requests.Count, (request, stars) =>
        {
            requests.AddTexts(request, spansOf, stars);
            stars.RemoveAll(row => used is not null && !used[row]);
            for (var i = 0; i < stars.Count; i++)
            {
                stars[i] = medoids[stars[i]];
            }
        });
        var requestsOf = starsOf.Transpose(medoids.Length);
        var merged = Merge(starsOf, requestsOf, mergeJaccard);
        return Number(requests.Count, starsOf, requestsOf, merged, medoids, used);
    }

    /// <summary>For every star the least star that it merges with.</summary>
    private static int[] Merge(Incidence starsOf, Incidence requestsOf, double jaccardMin)
    {
        var components = new Components(requestsOf.Count);
        var shared = new Dictionary<long, int>();
        for (var request = 0; request < starsOf.Count; request++)
        {
            var stars = starsOf.Of(request);
            if (stars.Length > Limits.TemplatesPerRequestMax)
            {
                stars = stars[..Limits.TemplatesPerRequestMax];
            }

            for (var i = 0; i < stars.Length; i++)
            {
                for (var j = i + 1; j < stars.Length; j++)
                {
                    var (left, right) = (requestsOf.Of(stars[i]).Length, requestsOf.Of(stars[j]).Length);
                    // The Jaccard index is at most the ratio of the sizes.
                    if (Math.Min(left, right) >= 2 && Math.Min(left, right) >= jaccardMin * Math.Max(left, right))
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(
                            shared, ((long)stars[i] << 32) | (uint)stars[j], out _)++;
                    }
                }
            }
        }

        foreach (var (pair, count) in shared)
        {
            var (left, right) = ((int)(pair >> 32), (int)pair);
            var union = requestsOf.Of(left).Length + requestsOf.Of(right).Length - count;
            if (count >= jaccardMin * union)
            {
                components.Union(left, right);
            }
        }

        return components.ToLabels();
    }

    private static TemplateSet Number(
        int requestCount, Incidence starsOf, Incidence requestsOf, int[] merged, int[] medoids,
        bool[]? used)
    {
        var groups = Enumerable.Range(0, merged.Length).Where(star => requestsOf.Of(star).Length > 0)
            .GroupBy(star => merged[star])
            .Select(stars => (Stars: stars.ToArray(), Requests: RequestsOf(stars)))
            .Where(group => group.Requests >= 2)
            .OrderByDescending(group => group.Requests).ThenBy(group => group.Stars[0]).ToArray();

        var templateOfStar = Enumerable.Repeat(-1, merged.Length).ToArray();
        for (var template = 0; template < groups.Length; template++)
        {
            foreach (var star in groups[template].Stars)
            {
                templateOfStar[star] = template;
            }
        }

        var templatesOf = Incidence.Build(requestCount, (request, templates) =>
        {
            foreach (var star in starsOf.Of(request))
            {
                if (templateOfStar[star] >= 0)
                {
                    templates.Add(templateOfStar[star]);
                }
            }
        });
        return new TemplateSet(
            templatesOf, templatesOf.Transpose(groups.Length),
            [.. groups.Select(group => group.Stars.MaxBy(star => requestsOf.Of(star).Length))],
            [.. medoids.Select((medoid, row) => used is null || used[row] ? templateOfStar[medoid] : -1)]);

        int RequestsOf(IEnumerable<int> stars)
        {
            var all = stars.ToArray();
            if (all.Length == 1)
            {
                return requestsOf.Of(all[0]).Length;
            }

            var union = new HashSet<int>();
            foreach (var star in all)
            {
                foreach (var request in requestsOf.Of(star))
                {
                    union.Add(request);
                }
            }

            return union.Count;
        }
    }
}
