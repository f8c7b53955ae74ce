using Scanner.Ingest;

namespace Scanner.Tests.Ingest;

public sealed class OrderedTasksTests
{
    private const int Threads = 4;

    private int _underWay;

    [Fact]
    public void Results_come_in_the_order_of_the_items() =>
        Assert.Equal(
            Enumerable.Range(0, 100),
            OrderedTasks.Select(Enumerable.Range(0, 100), Later, Threads, CancellationToken.None));

    [Fact]
    public void Nothing_runs_on_when_nobody_asks_for_more()
    {
        Assert.Equal(0, OrderedTasks.Select(Enumerable.Range(0, 100), Later, Threads, CancellationToken.None).First());
        Assert.Equal(0, _underWay);
    }

    [Fact]
    public void Nothing_runs_on_when_an_item_or_a_result_is_an_error()
    {
        Fails(OrderedTasks.Select(ThenFail(3), Later, Threads, CancellationToken.None), "item");
        Fails(OrderedTasks.Select(
            Enumerable.Range(0, 100), item => Later(item) >= 5 ? throw new IOException($"result {item}") : item,
            Threads, CancellationToken.None), "result 5");
    }

    private void Fails(IEnumerable<int> results, string message)
    {
        var error = Assert.Throws<IOException>(() => results.Count());
        Assert.Equal(message, error.Message);
        Assert.Equal(0, _underWay);
    }

    // Later items are done earlier.
    private int Later(int item)
    {
        Interlocked.Increment(ref _underWay);
        Thread.Sleep(5 - (item % 5));
        Interlocked.Decrement(ref _underWay);
        return item;
    }

    private static IEnumerable<int> ThenFail(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i;
        throw new IOException("item");
    }
}
