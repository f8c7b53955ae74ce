using System.Numerics.Tensors;

namespace Scanner.Score.Channels;

/// <summary>
/// Are the payloads dealt out to the accounts, or does every account have its own subject? Unrelated people who use one
/// template ask about their own things, so two requests of one account are more alike than two of different accounts;
/// a work queue makes them exchangeable. Null of the test: accounts are exchangeable (a permutation test of the mean
/// cosine within accounts on what is left of the whole prompts' vectors when the template's mean is taken away).
/// What many accounts send as it is (a riddle, a class's task) says nothing of that and is left out; where it differs
/// by a salt, requests are more alike between accounts than within. A retry asks nothing new and is not counted.
/// Accounts of one organisation are one.
/// </summary>
internal static class Sharding
{
    private const int RequestsMax = 2000;
    private const int Permutations = 100;

    // How much more alike two requests of one account are where everybody has an own subject, as the default model saw
    // it on shared prompts of ordinary traffic: mean and standard deviation of a template. One in five is none of
    // these, since its users take their payloads from one pool.
    private const double OwnEffect = 0.04;
    private const double OwnDeviation = 0.03;
    private const double OnePoolShare = 0.2;

    private const string Untold = "The requests do not tell whether each account has a subject of its own.";

    // A queue that is sorted, or dealt in runs, leaves a little likeness; one campaign of twelve leaves more.
    private const double QueueDeviation = 0.002;
    private const double OtherQueueShare = 0.08;

    // Less alike within accounts than chance gives are a common list's requests, and one time in a thousand a queue's.
    // The list's items come back in other accounts: with a salt or another blank, but otherwise as they are.
    private const double SameItem = 0.9;
    private const double ListedZ = -3;

    // Ten minutes: clients give up sooner.
    private const long RetriedWithin = 600_000_000;

    /// <summary>The permutation test.</summary>
    /// <param name="Effect">Mean cosine within accounts, less that of shuffled accounts.</param>
    /// <param name="Deviation">Standard deviation over the shuffles.</param>
    /// <param name="PValue">Share of shuffles with at least the effect.</param>
    /// <param name="Listed">Share of requests that come back in another account; 0 where that explains nothing.</param>
    internal readonly record struct Exchange(double Effect, double Deviation, double PValue, double Listed)
    {
        public double Z => Effect / Deviation;

        /// <summary>What the effect would deviate from template to template with own subjects.</summary>
        public double OwnSubjects => Math.Sqrt((OwnDeviation * OwnDeviation) + (Deviation * Deviation));

        /// <summary>
        /// ln of how much more likely the effect is from a queue than from own subjects: both known but for what the
        /// number of requests leaves open. Less likeness than chance gives is none, and more than 1 is 1.
        /// </summary>
        public double LogRatio
        {
            get
            {
                var effect = Math.Clamp(Effect, 0, 1);
                var queue = Density(effect, Math.Sqrt((QueueDeviation * QueueDeviation) + (Deviation * Deviation)));
                var own = Density(effect - OwnEffect, OwnSubjects);
                return Math.Log((((1 - OtherQueueShare) * queue) + (OtherQueueShare * own))
                    / (((1 - OnePoolShare) * own) + (OnePoolShare * queue)));
            }
        }

        // Of the normal law, but for a factor that both have.
        private static double Density(double x, double deviation) =>
            Math.Exp(-x * x / (2 * deviation * deviation)) / deviation;
    }

    /// <summary>Tests whether accounts are exchangeable; null where there are too few requests to tell.</summary>
    internal static Exchange? Test(Candidate candidate, Scene scene)
    {
        var (vectors, accounts) = Residuals(candidate, scene);
        var actors = accounts.Distinct().Count();
        if (accounts.Length < 20 || actors == accounts.Length || actors == 1)
        {
            return null;
        }

        var within = Within(vectors, accounts, scene.Dim);
        var shuffledAccounts = accounts.ToArray();
        var random = new Random(accounts.Length);
        var (sum, squares, atLeast) = (0.0, 0.0, 1);
        for (var i = 0; i < Permutations; i++)
        {
            random.Shuffle(shuffledAccounts);
            var shuffled = Within(vectors, shuffledAccounts, scene.Dim);
            sum += shuffled;
            squares += shuffled * shuffled;
            atLeast += shuffled >= within ? 1 : 0;
        }

        var mean = sum / Permutations;
        var deviation = Math.Sqrt(Math.Max((squares / Permutations) - (mean * mean), 1e-18));
        var (effect, pValue) = (within - mean, (double)atLeast / (Permutations + 1));
        return new Exchange(effect, deviation, pValue,
            effect <= ListedZ * deviation ? ComeBack(vectors, accounts) : 0);
    }

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        if (Test(candidate, scene) is not { } test)
        {
            return new Evidence("sharding", 0, null, 0, Untold);
        }

        var listed = Weight.Of(test.Listed, (0.1, 0), (0.4, 1));
        var nats = ((1 - listed) * test.LogRatio) + (listed * Weight.Of(-test.Z, (-ListedZ, 0), (-2 * ListedZ, -2)));
        // For a campaign speaks how unlikely so little likeness is among people with own subjects; against it, the
        // permutation test.
        var p = nats > 0 ? Tails.NormalBelow((test.Effect - OwnEffect) / test.OwnSubjects) : test.PValue;
        return new Evidence("sharding", test.Effect, p, nats, listed > 0.5
            ? "The accounts send the same items, each once: a list that all work through, not one that is divided."
            : nats > 0.3
                ? "Two requests of one account are hardly more alike than two of different accounts, as if all drew "
                    + "their work from one queue. Of prompts that people share to ask about things of their own "
                    + $"{Share.Of(p)} look like this (p), of queues {Share.Of(1 - OtherQueueShare)}: so it weighs much."
            : nats < -0.3
                ? "Two requests of one account are more alike than two of different accounts: each account has a "
                    + "subject of its own."
            : Untold)
        {
            Brief = listed > 0.5 ? "all send the same items, each once"
                : nats > 0.3 ? "accounts have no subjects of their own, as if all drew from one queue of work"
                : nats < -0.3 ? "each account has a subject of its own" : null,
            Clearing = nats > 0 ? candidate.OpenBatch : null,
        };
    }

    /// <summary>Share of requests whose residual nearly equals that of a request of another account.</summary>
    private static double ComeBack(float[][] vectors, int[] accounts)
    {
        var comeBack = 0;
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var j = 0; j < vectors.Length; j++)
            {
                if (accounts[i] != accounts[j] && TensorPrimitives.Dot<float>(vectors[i], vectors[j]) >= SameItem)
                {
                    comeBack++;
                    break;
                }
            }
        }

        return (double)comeBack / vectors.Length;
    }

    /// <summary>
    /// Vectors [n × dim] of unit length with the template's mean taken away, and the actor of each.
    /// </summary>
    private static (float[][] Vectors, int[] Accounts) Residuals(Candidate candidate, Scene scene)
    {
        var requests = scene.Population.Requests;
        var wholes = requests.Segments[Ingest.RequestTable.Whole];
        var asked = Asked(candidate, scene, wholes);
        // Every k-th request, so that the sample is spread over the whole time and is always the same.
        var step = ((asked.Count - 1) / RequestsMax) + 1;
        var chosen = asked.Where((_, place) => place % step == 0).ToArray();
        var vectors = new float[chosen.Length][];
        for (var i = 0; i < chosen.Length; i++)
        {
            scene.CopyVector(wholes[candidate.Requests[chosen[i]]], vectors[i] = new float[scene.Dim]);
        }

        foreach (var group in Enumerable.Range(0, chosen.Length).GroupBy(i => candidate.TemplateOf[chosen[i]]))
        {
            Center([.. group.Select(i => vectors[i])], scene.Dim);
        }

        var actors = scene.Population.Actors;
        return (vectors, [.. chosen.Select(i => actors[requests.Accounts.Codes[candidate.Requests[i]]])]);
    }

    /// <summary>
    /// The indexes of the requests with a prompt, without texts that many accounts send, and without retries.
    /// </summary>
    private static List<int> Asked(Candidate candidate, Scene scene, int[] wholes)
    {
        var requests = scene.Population.Requests;
        var common = CommonList.Texts(candidate, scene);
        var sent = new Dictionary<(int Account, int Whole), long>();
        var asked = new List<int>();
        for (var i = 0; i < candidate.Requests.Length; i++)
        {
            var (account, whole) = (requests.Accounts.Codes[candidate.Requests[i]], wholes[candidate.Requests[i]]);
            var time = requests.Times[candidate.Requests[i]];
            if (whole >= 0 && !common.Contains(whole)
                && !(sent.TryGetValue((account, whole), out var last) && time - last <= RetriedWithin))
            {
                asked.Add(i);
            }

            sent[(account, whole)] = time;
        }

        return asked;
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
