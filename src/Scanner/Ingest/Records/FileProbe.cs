using System.Text.Json;
using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>What a file is, told by its content and never by its name.</summary>
/// <param name="Kind">How the records lie in it.</param>
/// <param name="Compression">How it is compressed.</param>
/// <param name="Delimiter">What separates cells, for CSV.</param>
internal readonly record struct FileProbe(FileKind Kind, Compression Compression, char Delimiter)
{
    // The first lines of any log; a first record that is longer is told by its beginning.
    private const int SampleBytes = 256 << 10;

    /// <summary>Looks at the beginning of a file.</summary>
    /// <exception cref="ScanException">The file is empty, cannot be opened, or is of another kind.</exception>
    public static FileProbe Of(InputFile file)
    {
        if (file.Length == 0)
            throw new ScanException($"{file.Name}: found an empty file, expected records. Leave it out.");
        var compression = CompressionOf(file);
        using var content = new ContentStream(file, compression);
        var sample = new byte[SampleBytes];
        var length = content.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        var beginning = sample.AsSpan(0, length);
        Refuse(file, beginning);
        if (beginning.StartsWith("PAR1"u8))
            return new(FileKind.Parquet, compression, default);
        if (beginning.StartsWith("\uFEFF"u8))
            beginning = beginning[3..];
        if (IsJsonOverLines(beginning, isWhole: length < sample.Length))
            return new(FileKind.JsonValues, compression, default);
        var delimiter = HasJsonLine(beginning) ? default : CsvHeader.DelimiterOf(beginning);
        return new(delimiter == default ? FileKind.JsonLines : FileKind.Csv, compression, delimiter);
    }

    private static Compression CompressionOf(InputFile file)
    {
        using var raw = new ContentStream(file, Compression.None);
        Span<byte> magic = stackalloc byte[4];
        var length = raw.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return magic[..length] switch
        {
            [0x1F, 0x8B, ..] => Compression.Gzip,
            [0x28, 0xB5, 0x2F, 0xFD] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18] => Compression.Zstd,
            _ => Compression.None,
        };
    }

    private static void Refuse(InputFile file, ReadOnlySpan<byte> beginning)
    {
        var (kind, advice) = beginning switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => ("a ZIP archive or a spreadsheet", "Unpack it, or save it as CSV."),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => ("bzip2 data", "Unpack it: bunzip2."),
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => ("xz data", "Unpack it: unxz."),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => ("UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8."),
            _ => ("", ""),
        };
        if (kind.Length > 0)
            throw new ScanException(
                $"{file.Name}: found {kind}, expected JSON lines, CSV or Parquet, plain, .gz or .zst. {advice}");
    }

    private static bool IsJsonOverLines(ReadOnlySpan<byte> beginning, bool isWhole)
    {
        var text = beginning.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'['))
            return false;
        if (text[0] == '[')
            return true;
        var reader = new Utf8JsonReader(text, isWhole, default);
        try
        {
            while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0))
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }
        return text[..(int)reader.BytesConsumed].Contains((byte)'\n');
    }

    private static bool HasJsonLine(ReadOnlySpan<byte> beginning)
    {
        foreach (var range in beginning.Split((byte)'\n'))
        {
            var line = beginning[range].Trim(" \t\r"u8);
            if (line.StartsWith("{"u8) && (line[^1] == '}' || range.End.Equals(beginning.Length)))
                return true;
        }
        return false;
    }
}
