using System.IO.Compression;
using System.Security.Cryptography;

namespace Scanner.Tests.Report.Exports;

public sealed class EvidencePackTests
{
    private static byte[] Pack(SampleRun sample) =>
        ExportedRun.Bytes(sample, (export, output) => export.WriteEvidence("C01", output));

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Text(ZipArchive zip, string name) =>
        System.Text.Encoding.UTF8.GetString(Read(zip.GetEntry(name)!));

    [Fact]
    public void A_pack_holds_the_campaign_for_people_and_for_programs()
    {
        using var sample = new SampleRun();
        using var zip = new ZipArchive(new MemoryStream(Pack(sample)));
        Assert.StartsWith("<!doctype html>", Text(zip, "report.html"), StringComparison.Ordinal);
        Assert.Contains("\"id\": \"C01\"", Text(zip, "campaign.json"), StringComparison.Ordinal);
        Assert.Equal(9, Text(zip, "accounts.csv").TrimEnd().Split('\n').Length);
        Assert.Equal(49, Text(zip, "requests.csv").TrimEnd().Split('\n').Length);
        Assert.StartsWith(
            "channel,weight,p_value,text\nspread,7.3,", Text(zip, "evidence.csv"), StringComparison.Ordinal);
        Assert.Contains("scan run 'my log.jsonl' --accounts accounts.csv --out RUN", Text(zip, "README.txt"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_hashes_are_those_of_the_files()
    {
        using var sample = new SampleRun();
        using var zip = new ZipArchive(new MemoryStream(Pack(sample)));
        var listed = Text(zip, "SHA256SUMS").TrimEnd().Split('\n').Select(line => line.Split("  "))
            .ToDictionary(parts => parts[1], parts => parts[0]);
        var others = zip.Entries.Where(entry => entry.Name != "SHA256SUMS").ToList();
        Assert.Equal(others.Select(entry => entry.Name), listed.Keys);
        Assert.All(others, entry =>
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Read(entry))), listed[entry.Name]));
    }

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        using var sample = new SampleRun();
        Assert.Equal(Pack(sample), Pack(sample));
    }

    [Fact]
    public void A_log_that_is_gone_is_told()
    {
        using var sample = new SampleRun();
        using (var zip = new ZipArchive(new MemoryStream(Pack(sample))))
            Assert.Contains("no longer there  my log.jsonl", Text(zip, "README.txt"), StringComparison.Ordinal);
    }
}
