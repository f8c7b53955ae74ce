namespace Microsoft.ML.OnnxRuntime;

/// <summary>A list whose items go with it.</summary>
/// <typeparam name="T">The items' type.</typeparam>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IReadOnlyList<T>, IDisposable
{
}

/// <summary>The one list of that kind.</summary>
internal sealed class DisposableList<T>(int capacity) : List<T>(capacity), IDisposableReadOnlyCollection<T>
    where T : IDisposable
{
    public void Dispose()
    {
        for (var i = Count - 1; i >= 0; i--)
            this[i].Dispose();
        Clear();
    }
}
