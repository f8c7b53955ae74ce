using System.Numerics.Tensors;

namespace Scanner.Score.Shift;

/// <summary>One window against the reference.</summary>
internal sealed class ShiftComparison
{
    // The distance that chance exceeds once in twenty windows.
    private const double ChanceQuantile = 0.95;

    private readonly int[] _accounts;
    private readonly Choice[][] _choices;
    private readonly int _allRequests;
    private readonly float[] _difference = ShiftBlocks.Zero();

    /// <summary>A block that may play the window, with what its account has in common with itself then.</summary>
    /// <param name="Block">The block; null where the account sent nothing in that window.</param>
    /// <param name="Chosen">Square of its sum.</param>
    /// <param name="Across">Product of its sum and that of the account's other blocks.</param>
    /// <param name="Rest">Square of the sum of the account's other blocks.</param>
    private readonly record struct Choice(ShiftBlocks.Block? Block, double Chosen, double Across, double Rest);

    public ShiftComparison(ShiftBlocks blocks, int reference, int window)
    {
        int[] compared = [.. Enumerable.Range(0, reference), window];
        _accounts = [.. compared.SelectMany(index => blocks.Windows[index].Keys).Distinct().Order()];
        var mean = ShiftBlocks.Zero();
        foreach (var block in compared.SelectMany(index => blocks.Windows[index].Values))
        {
            _allRequests += ShiftBlocks.Add(block, mean);
        }

        // About their mean: what all prompts have in common is no account's doing.
        TensorPrimitives.Divide(mean, Math.Max(1, _allRequests), mean);
        _choices = [.. _accounts.Select(account => Choices([.. compared.Select(index =>
            blocks.Windows[index].GetValueOrDefault(account)?.About(mean))]))];
        // The window itself is the last one compared.
        (Distance, Requests) = Deal(all => all.Length - 1, _difference);
    }

    /// <summary>Prompts in the window.</summary>
    public int Requests { get; }

    /// <summary>Squared discrepancy over pairs of different accounts; around 0 where nothing shifted.</summary>
    public double Distance { get; }

    /// <summary>The distance that chance seldom exceeds, and how often it is as large as the one measured.</summary>
    public (double Chance, double PValue) Null(Random random, int permutations)
    {
        var scratch = ShiftBlocks.Zero();
        var dealt = new double[permutations];
        for (var i = 0; i < permutations; i++)
        {
            dealt[i] = Deal(all => random.Next(all.Length), scratch).Distance;
        }

        var atLeast = dealt.Count(distance => distance >= Distance) + 1;
        return (dealt.Order().ElementAt((int)(ChanceQuantile * permutations)), (double)atLeast / (permutations + 1));
    }

    /// <summary>Adds what each account contributes to the distance; together the distance.</summary>
    public void AddContributions(double[] shares)
    {
        var (window, rest) = (1.0 / Math.Max(1, Requests), 1.0 / Math.Max(1, _allRequests - Requests));
        for (var i = 0; i < _accounts.Length; i++)
        {
            foreach (var (index, choice) in _choices[i].Index())
            {
                if (choice.Block is { } block)
                {
                    var weight = index == _choices[i].Length - 1 ? window : -rest;
                    shares[_accounts[i]] += weight * TensorPrimitives.Dot<float>(_difference, block.Sum);
                }
            }

            shares[_accounts[i]] -= Own(_choices[i][^1], window, rest);
        }
    }

    private static Choice[] Choices(ShiftBlocks.Block?[] blocks)
    {
        var all = ShiftBlocks.Zero();
        foreach (var block in blocks)
        {
            ShiftBlocks.Add(block, all);
        }

        var square = (double)TensorPrimitives.SumOfSquares<float>(all);
        return [.. blocks.Select(block =>
        {
            var chosen = block is null ? 0 : (double)TensorPrimitives.SumOfSquares<float>(block.Sum);
            var product = block is null ? 0 : (double)TensorPrimitives.Dot<float>(block.Sum, all);
            return new Choice(block, chosen, product - chosen, square - (2 * product) + chosen);
        })];
    }

    /// <summary>What an account has in common with itself when a block plays the window.</summary>
    private static double Own(Choice choice, double window, double rest) => (choice.Chosen * window * window)
        - (2 * choice.Across * window * rest) + (choice.Rest * rest * rest);

    /// <summary>
    /// The distance when the chosen blocks are the window and all others the reference, and the window's prompts;
    /// leaves the difference of the mean features.
    /// </summary>
    private (double Distance, int Requests) Deal(Func<Choice[], int> choose, float[] difference)
    {
        Array.Clear(difference);
        var count = 0;
        var (chosen, across, others) = (0.0, 0.0, 0.0);
        foreach (var all in _choices)
        {
            var choice = all[choose(all)];
            count += ShiftBlocks.Add(choice.Block, difference);
            (chosen, across, others) = (chosen + choice.Chosen, across + choice.Across, others + choice.Rest);
        }

        var (window, rest) = (1.0 / Math.Max(1, count), 1.0 / Math.Max(1, _allRequests - count));
        // All blocks together are 0: those that were not chosen are the chosen ones with the other sign.
        TensorPrimitives.Multiply(difference, (float)(window + rest), difference);
        var own = Own(new Choice(null, chosen, across, others), window, rest);
        return (TensorPrimitives.SumOfSquares<float>(difference) - own, count);
    }
}
