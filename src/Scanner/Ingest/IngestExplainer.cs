using Scanner.Ingest.Formats;
using Scanner.Ingest.Inputs;
using Scanner.Ingest.Records;
using Scanner.Ingest.Tables;
using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>Looks at the beginning of each file and tells what would be read from where.</summary>
public static class IngestExplainer
{
    // Enough for every kind of record that a log mixes, and read in a moment.
    private const int RecordsPerFile = 1000;
    private const int ExamplesMax = 3;

    /// <summary>Explains the inputs of some options. Writes nothing.</summary>
    /// <exception cref="ScanException">An input is missing or of a kind that is not read.</exception>
    public static IngestExplanation Explain(IngestOptions options)
    {
        var found = new Dictionary<(LogFormat Format, Field Field, string Path), long>();
        var mapper = new RequestMapper(options.Map)
        {
            Found = (format, field, path) =>
                found[(format, field, path)] = found.GetValueOrDefault((format, field, path)) + 1,
        };
        var files = new List<ExplainedFile>();
        var batches = new List<MappedBatch>();
        foreach (var file in InputFiles.Resolve(options.Inputs))
        {
            var first = batches.Count;
            var records = 0L;
            foreach (var batch in RecordSources.Read(file))
            {
                batches.Add(RecordParser.Parse(batch, mapper));
                records += batch.Records.Count;
                if (records >= RecordsPerFile)
                    break;
            }
            files.Add(Explained(file, records, batches[first..]));
        }

        var rejects = batches.SelectMany(batch => batch.Rejects).ToArray();
        return new(
            files,
            [.. found.OrderBy(pair => LogFormats.All.IndexOf(pair.Key.Format)).ThenBy(pair => pair.Key.Field)
                .Select(pair => new ExplainedField(
                    pair.Key.Format.Name, FieldNames.NameOf(pair.Key.Field), pair.Key.Path, pair.Value))],
            [.. batches.SelectMany(batch => batch.Requests).Take(ExamplesMax).Select(pair => pair.Request)],
            new SortedDictionary<string, long>(
                rejects.CountBy(reject => reject.Reason)
                    .ToDictionary(pair => RejectLog.NameOf(pair.Key), pair => (long)pair.Value),
                StringComparer.Ordinal),
            [.. rejects.DistinctBy(reject => reject.Reason)],
            new SortedDictionary<string, long>(batches.SelectMany(batch => batch.Warnings).GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)), StringComparer.Ordinal));
    }

    private static ExplainedFile Explained(InputFile file, long records, List<MappedBatch> batches)
    {
        var probe = FileProbe.Of(file);
        var kind = probe.Kind switch
        {
            FileKind.Csv => $"CSV separated by '{(probe.Delimiter == '\t' ? "tab" : probe.Delimiter)}'",
            FileKind.JsonValues => "JSON over several lines",
            FileKind.Parquet => "Parquet",
            _ => "JSON lines",
        };
        kind += probe.Compression switch { Compression.Gzip => ", gzip", Compression.Zstd => ", Zstandard", _ => "" };
        var requests = batches.SelectMany(batch => batch.Requests).ToArray();
        var formats = requests.Select(pair => pair.Format.Name).Distinct();
        return new(file.Name, kind, records, requests.Length, requests.Length == 0 ? "-" : string.Join(", ", formats));
    }
}
