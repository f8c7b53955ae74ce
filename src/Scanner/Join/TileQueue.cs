namespace Scanner.Join;

/// <summary>
/// Hands out the tiles of two bands, row by row: neighbours in time share their left side in the cache.
/// </summary>
/// <param name="leftCount">Tiles of the left band.</param>
/// <param name="rightCount">Tiles of the right band.</param>
/// <param name="isTriangle">True where the bands are one: only tiles on and above the diagonal then.</param>
internal sealed class TileQueue(int leftCount, int rightCount, bool isTriangle)
{
    private readonly Lock _gate = new();
    private int _left;
    private int _right;
    private int? _pause;

    /// <summary>Tiles in all.</summary>
    public static long Count(long leftCount, long rightCount, bool isTriangle) =>
        isTriangle ? leftCount * (leftCount + 1) / 2 : leftCount * rightCount;

    /// <summary>Whether every tile was handed out.</summary>
    public bool IsEmpty => _left >= leftCount || rightCount == 0;

    /// <summary>Left tiles whose tiles were all handed out, once nobody takes any more.</summary>
    public int LeftDone => _left;

    /// <summary>Takes the next tile; false when there is none, or none before the pause.</summary>
    public bool TryTake(out int left, out int right)
    {
        // Taken once in some 100 µs, so a lock is cheap enough.
        lock (_gate)
        {
            (left, right) = (_left, _right);
            if (IsEmpty || _left >= _pause) return false;

            if (++_right < rightCount) return true;
            _left++;
            _right = isTriangle ? _left : 0;
            return true;
        }
    }

    /// <summary>Hands out no more than what completes the left tile that it is at.</summary>
    public void PauseBehindLeft()
    {
        lock (_gate)
        {
            bool isBegun = _right > (isTriangle ? _left : 0);
            _pause ??= isBegun ? _left + 1 : _left;
        }
    }

    /// <summary>Ends the pause.</summary>
    public void Resume()
    {
        lock (_gate) _pause = null;
    }
}
