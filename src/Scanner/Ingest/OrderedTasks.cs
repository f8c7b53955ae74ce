namespace Scanner.Ingest;

/// <summary>Work on many threads whose results come in order.</summary>
internal static class OrderedTasks
{
    /// <summary>Does something with every item; see <see cref="Select"/>.</summary>
    public static void ForEach<TItem>(
        IEnumerable<TItem> items, Action<TItem> work, int threads, CancellationToken cancellation)
    {
        var done = Select(items, item => { work(item); return true; }, threads, cancellation);
        foreach (var _ in done)
        {
        }
    }

    /// <summary>
    /// Maps items; results come in the order of the items whatever the number of threads. At most threads + 1 items are
    /// under way, so memory is bounded. However it ends (an item fails, a result is an error, nobody asks for more), no
    /// work goes on behind the caller's back.
    /// </summary>
    public static IEnumerable<TResult> Select<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> map, int threads, CancellationToken cancellation)
    {
        var underWay = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                cancellation.ThrowIfCancellationRequested();
                underWay.Enqueue(Task.Run(() => map(item), cancellation));
                if (underWay.Count > threads)
                    yield return underWay.Dequeue().GetAwaiter().GetResult();
            }
            while (underWay.TryDequeue(out var task))
                yield return task.GetAwaiter().GetResult();
        }
        finally
        {
            // The error that led here is the one to tell; those of later items would hide it.
            Task.WhenAll(underWay).ContinueWith(
                done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
