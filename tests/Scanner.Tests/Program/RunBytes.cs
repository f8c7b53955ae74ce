using System.Security.Cryptography;

namespace Scanner.Tests.Program;

/// <summary>What a run folder holds, as hashes that two runs can be compared by.</summary>
internal static class RunBytes
{
    /// <summary>Records of a stage hold how long it took; the log and the lock are no artifacts.</summary>
    private static readonly string[] NoArtifacts = ["stage.json", "scan.log", ".lock", "run.json"];

    /// <summary>Path within the run and SHA-256 of every artifact, in ordinal order.</summary>
    public static SortedDictionary<string, string> Of(string run)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
            if (!NoArtifacts.Contains(Path.GetFileName(path)))
                hashes[Path.GetRelativePath(run, path)] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        Assert.NotEmpty(hashes);
        return hashes;
    }
}
