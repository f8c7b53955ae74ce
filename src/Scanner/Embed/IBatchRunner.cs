namespace Scanner.Embed;

/// <summary>Turns batches of texts into vectors, one batch at a time.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>Runs again, where an earlier call was stopped.</summary>
    void Begin();

    /// <summary>Ends a run under way with an error, if it takes long. Called by any thread.</summary>
    void Stop();

    /// <summary>Embeds a batch.</summary>
    /// <param name="block">The block that holds its texts.</param>
    /// <param name="places">The batch.</param>
    /// <returns>[batch × dim], in the batch's order, every row of unit length; valid until the next call.</returns>
    /// <exception cref="Runs.ScanException">
    /// The model refused the batch, or gave other than finite numbers.
    /// </exception>
    ReadOnlySpan<float> Run(TextBlock block, Range places);
}
