using System.Numerics;
using Scanner.Ingest.Spans;

namespace Scanner.Tests.Ingest.Spans;

public sealed class ShingleActorsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Bits_are_those_of_a_dictionary_whatever_the_threads_and_only_shared_ones_are_kept(int actorsMin)
    {
        // Few values and many, all of one part among them, and the shingle 0.
        var random = new Random(actorsMin);
        var texts = Enumerable.Range(0, 400).Select(text => (
            Shingles: Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(3) switch
            {
                0 => (ulong)random.Next(50),
                1 => (ulong)random.Next(5000) << 32,
                _ => (ulong)random.NextInt64() * 3,
            }).ToArray(),
            Bits: 1UL << text % 64)).ToArray();
        var expected = new Dictionary<ulong, ulong>();
        foreach (var (shingles, bits) in texts)
            foreach (ulong shingle in shingles) expected[shingle] = expected.GetValueOrDefault(shingle) | bits;

        var actors = new ShingleActors();
        Parallel.ForEach(texts, text => actors.Add(text.Shingles, text.Bits));
        actors.KeepShared(actorsMin);

        ulong[] all = [.. expected.Keys, 0x123456789, ulong.MaxValue];
        var read = new ulong[all.Length];
        actors.Read(all, read);
        Assert.Contains(expected, pair => BitOperations.PopCount(pair.Value) >= actorsMin);
        for (int i = 0; i < all.Length; i++)
        {
            ulong bits = expected.GetValueOrDefault(all[i]);
            Assert.Equal(BitOperations.PopCount(bits) >= actorsMin ? bits : 0, read[i]);
            Assert.Equal(read[i], actors.BitsOf(all[i]));
        }
    }
}
