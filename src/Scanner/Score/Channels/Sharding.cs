using System.Numerics.Tensors;

namespace Scanner.Score.Channels;

/// <summary>
/// Are the payloads dealt out to the accounts, or does every account have its own subject? Unrelated people who use one
/// template ask about their own things, so two requests of one account are more alike than two of different accounts;
/// a work queue makes them exchangeable. Null of the test: accounts are exchangeable (a permutation test of the mean
/// cosine within accounts on what is left of the whole prompts' vectors when the template's mean is taken away).
/// Requests that all accounts send alike (a benchmark, a class) are more alike between accounts than within.
/// </summary>
internal static class Sharding
{
    private const int RequestsMax = 2000;
    private const int Permutations = 100;

    // How much more alike two requests of one account are where everybody has an own subject, as seen on ordinary
    // shared prompts: 0.015 to 0.03. What the test could not have seen at this effect is no evidence.
    private const double OwnSubjectEffect = 0.015;

    /// <summary>The permutation test.</summary>
    /// <param name="Effect">Mean cosine within accounts, less that of shuffled accounts.</param>
    /// <param name="Deviation">Standard deviation over the shuffles.</param>
    /// <param name="PValue">Share of shuffles with at least the effect.</param>
    internal readonly record struct Exchange(double Effect, double Deviation, double PValue)
    {
        public double Z => Effect / Deviation;

        /// <summary>
        /// Standard deviations by which the requests of one account would be more alike with own subjects.
        /// </summary>
        public double Power => OwnSubjectEffect / Deviation;
    }

    /// <summary>Tests whether accounts are exchangeable; null where there are too few requests to tell.</summary>
    internal static Exchange? Test(Candidate candidate, Scene scene)
    {
        var (vectors, accounts) = Residuals(candidate, scene);
        if (accounts.Length < 20 || accounts.Distinct().Count() == accounts.Length)
        {
            return null;
        }

        var within = Within(vectors, accounts, scene.Dim);
        var random = new Random(accounts.Length);
        var (sum, squares, atLeast) = (0.0, 0.0, 1);
        for (var i = 0; i < Permutations; i++)
        {
            random.Shuffle(accounts);
            var shuffled = Within(vectors, accounts, scene.Dim);
            sum += shuffled;
            squares += shuffled * shuffled;
            atLeast += shuffled >= within ? 1 : 0;
        }

        var mean = sum / Permutations;
        var deviation = Math.Sqrt(Math.Max((squares / Permutations) - (mean * mean), 1e-18));
        return new Exchange(within - mean, deviation, (double)atLeast / (Permutations + 1));
    }

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        if (Test(candidate, scene) is not { } test)
        {
            return new Evidence("sharding", 0, null, 0, "Too few requests to tell whether accounts have own subjects.");
        }

        var (z, power) = (test.Z, test.Power);
        var nats = Math.Abs(z) < 3 ? Weight.Of(power, (2, 0), (6, 1.5)) - Weight.Of(z, (1.5, 0), (3, 1.5))
            : z > 0 ? Weight.Of(z, (3, -0.5), (8, -2.5)) : Weight.Of(-z, (3, 0), (6, -2));
        // For a campaign speaks how unlikely so little likeness is among people with own subjects; against it, the
        // test.
        var p = z < 3 ? Math.Exp(Tails.LogNormalBelow(z - power)) : test.PValue;
        return new Evidence("sharding", test.Effect, p, nats, Sentence(z, power));
    }

    private static string Sentence(double z, double power) =>
        z >= 3
            ? "Requests of one account are more alike than requests of different accounts: each has its own subject."
            : z <= -3 ? "The accounts send the same items, each once: a common list, not a divided one."
            : power >= 3 ? "Payloads are exchangeable between accounts, as if dealt from one queue."
            : "Too few requests to tell whether accounts have own subjects.";

    /// <summary>
    /// Vectors [n × dim] of unit length with the template's mean taken away, and the account of each.
    /// </summary>
    private static (float[][] Vectors, int[] Accounts) Residuals(Candidate candidate, Scene scene)
    {
        var requests = scene.Population.Requests;
        var wholes = requests.Segments[Ingest.RequestTable.Whole];
        // Every k-th request, so that the sample is spread over the whole time and is always the same.
        var step = ((candidate.Requests.Length - 1) / RequestsMax) + 1;
        var chosen = Enumerable.Range(0, candidate.Requests.Length)
            .Where(i => i % step == 0 && wholes[candidate.Requests[i]] >= 0).ToArray();
        var vectors = new float[chosen.Length][];
        for (var i = 0; i < chosen.Length; i++)
        {
            scene.CopyVector(wholes[candidate.Requests[chosen[i]]], vectors[i] = new float[scene.Dim]);
        }

        foreach (var group in Enumerable.Range(0, chosen.Length).GroupBy(i => candidate.TemplateOf[chosen[i]]))
        {
            Center([.. group.Select(i => vectors[i])], scene.Dim);
        }

        return (vectors, [.. chosen.Select(i => requests.Accounts.Codes[candidate.Requests[i]])]);
    }

    private static void Center(float[][] vectors, int dim)
    {
        var mean = new float[dim];
        foreach (var vector in vectors)
        {
            TensorPrimitives.Add(mean, vector, mean);
        }

        TensorPrimitives.Divide(mean, vectors.Length, mean);
        foreach (var vector in vectors)
        {
            TensorPrimitives.Subtract(vector, mean, vector);
            var norm = TensorPrimitives.Norm<float>(vector);
            if (norm > 1e-4f)
            {
                TensorPrimitives.Divide(vector, norm, vector);
            }
            else
            {
                Array.Clear(vector);
            }
        }
    }

    /// <summary>Mean cosine over pairs of requests of the same account, from the sums per account.</summary>
    private static double Within(float[][] vectors, int[] accounts, int dim)
    {
        var sums = new Dictionary<int, (float[] Sum, int Count, double Own)>();
        for (var i = 0; i < vectors.Length; i++)
        {
            var entry =
                sums.TryGetValue(accounts[i], out var found) ? found : (Sum: new float[dim], Count: 0, Own: 0.0);
            TensorPrimitives.Add(entry.Sum, vectors[i], entry.Sum);
            sums[accounts[i]] =
                (entry.Sum, entry.Count + 1, entry.Own + TensorPrimitives.SumOfSquares<float>(vectors[i]));
        }

        var pairs = sums.Values.Sum(entry => (double)entry.Count * (entry.Count - 1));
        return sums.Values
            .Sum(entry => TensorPrimitives.SumOfSquares<float>(entry.Sum) - entry.Own) / Math.Max(1, pairs);
    }
}
