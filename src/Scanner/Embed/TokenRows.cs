using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// The rows of a static model, whose vector of a text is the sum of its tokens' rows, each times its token's weight.
/// Such a model says so by two more outputs: <c>token_rows</c> [batch × tokens × dim] int8 and <c>token_weights</c>
/// [batch × tokens] uint8, at most 127. ONNX Runtime copies all rows before it sums them; straight from the table a
/// processor is several times as fast, and comes to the same numbers: whole ones below 2^24, which float32 holds.
/// </summary>
internal sealed class TokenRows
{
    private const string RowsName = "token_rows", WeightsName = "token_weights";

    // Two products of an int8 and such a weight are at most 32,258, which an int16 holds.
    private const int WeightMax = 127;

    // Sums of so many products are below 2^24: equal, not only close, whatever the order.
    private const int TokensTried = 1024;

    // Components that are summed together: as many as one vector of int8 holds.
    private const int Lane = 32;

    private readonly sbyte[] _rows;
    private readonly byte[] _weights;
    private readonly int _width;

    /// <summary>A table.</summary>
    /// <param name="rows">[tokens × width], row-major.</param>
    /// <param name="weights">[tokens], at most 127.</param>
    /// <param name="width">Components of a row.</param>
    public TokenRows(sbyte[] rows, byte[] weights, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.LongLength, (long)weights.Length * width);
        (_rows, _weights, _width) = (rows, weights, width);
    }

    /// <summary>Reads the row of every token from a model, and holds their sums against the model's own.</summary>
    /// <returns>Null where a model is not of this kind, or has more rows than an array holds.</returns>
    /// <exception cref="ScanException">Its vectors are no such sums.</exception>
    public static TokenRows? Read(ModelFolder folder, InferenceSession session, ModelOutput output)
    {
        int count = folder.Tokenizer.VocabularySize;
        if (!Has(session, RowsName, TensorElementType.Int8) || !Has(session, WeightsName, TensorElementType.UInt8)
            || output.IsHalf || output.Pooling != Pooling.None || (long)count * output.Width > Array.MaxLength)
        {
            return null;
        }

        var table = new TokenRows(new sbyte[count * output.Width], new byte[count], output.Width);
        var batch = new TokenBatch(rowsMax: 1, Math.Min(count, TokensTried));
        for (int first = 0; first < count; first += TokensTried)
        {
            int[] ids = [.. Enumerable.Range(first, Math.Min(TokensTried, count - first))];
            if (!table.TryRead(ids, batch, session, output.Name))
            {
                throw new ScanException(
                    $"{folder.OnnxPath}: found token_rows and token_weights of the tokens {ids[0]} to {ids[^1]} that "
                    + $"do not add up to {output.Name}. Expected a weight of at most {WeightMax} and a row of "
                    + $"{output.Width} components for each token. Export the model again, without these two outputs if "
                    + "it sums something else.");
            }
        }

        return table;
    }

    /// <summary>Sums the rows of tokens.</summary>
    /// <param name="ids">The tokens, each below the number of rows; at most 133,000, lest int32 overflow.</param>
    /// <param name="sums">[dim], at most as many as a row has: the first components; overwritten.</param>
    public unsafe void Sum(ReadOnlySpan<int> ids, Span<float> sums)
    {
        // The rows lie far apart, and a row is read in pieces: all are on their way before the first is summed.
        foreach (int id in ids)
            CacheLines.Prefetch(Unsafe.AsPointer(ref _rows[id * _width]), _width);
        int whole = Vector128.IsHardwareAccelerated ? sums.Length / Lane * Lane : 0;
        for (int i = 0; i < whole; i += Lane)
            SumLane(ids, i, sums.Slice(i, Lane));
        for (int i = whole; i < sums.Length; i++)
            sums[i] = SumOne(ids, i);
    }

    private int SumOne(ReadOnlySpan<int> ids, int component)
    {
        int sum = 0;
        foreach (int id in ids)
            sum += _rows[(id * _width) + component] * _weights[id];
        return sum;
    }

    private void SumLane(ReadOnlySpan<int> ids, int component, Span<float> sums)
    {
        ref sbyte rows = ref _rows[component];
        Vector256<int> first = default, second = default, third = default, fourth = default;
        for (int i = 0; i < ids.Length; i += 2)
        {
            // An odd one out is paired with itself, at no weight.
            int left = ids[i], right = ids[Math.Min(i + 1, ids.Length - 1)];
            var leftWeight = Vector256.Create((short)_weights[left]);
            var rightWeight = Vector256.Create(i + 1 < ids.Length ? (short)_weights[right] : (short)0);
            var leftRow = Vector256.LoadUnsafe(ref rows, (nuint)(left * _width));
            var rightRow = Vector256.LoadUnsafe(ref rows, (nuint)(right * _width));
            var low = (Vector256.WidenLower(leftRow) * leftWeight) + (Vector256.WidenLower(rightRow) * rightWeight);
            var high = (Vector256.WidenUpper(leftRow) * leftWeight) + (Vector256.WidenUpper(rightRow) * rightWeight);
            first += Vector256.WidenLower(low);
            second += Vector256.WidenUpper(low);
            third += Vector256.WidenLower(high);
            fourth += Vector256.WidenUpper(high);
        }

        Vector256.ConvertToSingle(first).CopyTo(sums);
        Vector256.ConvertToSingle(second).CopyTo(sums[8..]);
        Vector256.ConvertToSingle(third).CopyTo(sums[16..]);
        Vector256.ConvertToSingle(fourth).CopyTo(sums[24..]);
    }

    private bool TryRead(int[] ids, TokenBatch batch, InferenceSession session, string sumsName)
    {
        batch.Start(ids.Length);
        batch.Add(ids);
        using var said = ModelOutput.Run(session, batch, [RowsName, WeightsName, sumsName]);
        var rows = said[0].GetTensorDataAsSpan<sbyte>();
        var weights = said[1].GetTensorDataAsSpan<byte>();
        if (rows.Length != ids.Length * _width || weights.Length != ids.Length
            || weights.ContainsAnyExceptInRange((byte)0, (byte)WeightMax))
        {
            return false;
        }

        rows.CopyTo(_rows.AsSpan(ids[0] * _width));
        weights.CopyTo(_weights.AsSpan(ids[0]));
        var sums = new float[_width];
        Sum(ids, sums);
        return said[2].GetTensorDataAsSpan<float>().SequenceEqual(sums);
    }

    private static bool Has(InferenceSession session, string name, TensorElementType type) =>
        session.OutputMetadata.TryGetValue(name, out var output) && output.ElementDataType == type;
}
