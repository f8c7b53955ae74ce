using Scanner.Runs;

namespace Scanner.Join;

/// <summary>A Parquet file of pairs that a tool was told to write.</summary>
internal static class PairFile
{
    /// <summary>Refuses a file that cannot be written, before work begins.</summary>
    /// <returns>Its full path.</returns>
    public static string Check(string file)
    {
        var output = Path.GetFullPath(file);
        var folder = Path.GetDirectoryName(output);
        if (!Directory.Exists(folder))
            throw new ScanException($"--out {file}: there is no folder {folder}. Make it first.");
        return output;
    }

    /// <summary>Written aside and renamed: whoever finds the file finds it whole.</summary>
    /// <param name="pairs">Pairs, in the order of the file.</param>
    /// <param name="left">Name of the column of left rows.</param>
    /// <param name="right">Name of the column of right rows.</param>
    /// <param name="output">What <see cref="Check"/> gave.</param>
    /// <param name="threads">Threads of the writer.</param>
    public static void Publish(
        ReadOnlySpan<SimilarPair> pairs, string left, string right, string output, int threads)
    {
        var aside = output + ".part";
        try
        {
            JoinTables.WritePairs(pairs, left, right, aside, threads);
            File.Move(aside, output, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatabaseException)
        {
            throw new ScanException(
                $"--out {output}: cannot be written: {error.Message.Split('\n')[0].TrimEnd('.')}. Expected the name "
                + "of a file, and room for the pairs; free some, or name another file.", error);
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
