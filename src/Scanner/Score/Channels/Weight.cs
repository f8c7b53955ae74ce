namespace Scanner.Score.Channels;

/// <summary>Turns a measured effect into a log-likelihood ratio by straight lines between a few known points.</summary>
internal static class Weight
{
    /// <summary>Value at x of the line through the points, which ascend in x; flat beyond the ends.</summary>
    public static double Of(double x, params ReadOnlySpan<(double X, double Nats)> points)
    {
        if (x <= points[0].X)
        {
            return points[0].Nats;
        }

        for (var i = 1; i < points.Length; i++)
        {
            if (x <= points[i].X)
            {
                var (left, right) = (points[i - 1], points[i]);
                return left.Nats + ((right.Nats - left.Nats) * (x - left.X) / (right.X - left.X));
            }
        }

        return points[^1].Nats;
    }
}
