using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;
using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>
/// The rows of a CSV file as JSON objects of texts, so that one mapping serves all files. Empty cells are left out.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly InputFile _file;
    private readonly ContentStream _content;
    private readonly CsvParser _parser;
    private readonly byte[][] _names;
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly ArrayBufferWriter<byte> _cell = new();
    private bool _isBad;

    private CsvRecords(InputFile file, ContentStream content, char delimiter)
    {
        _file = file;
        _content = content;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            BadDataFound = _ => _isBad = true,
            MaxFieldSize = Limits.LineBytesMax,
            IgnoreBlankLines = true,
            BufferSize = 1 << 16,
        };
        // Latin 1 makes a character of every byte: the bytes of a cell come out as they are, and are checked below.
        _parser = new CsvParser(new StreamReader(content, Encoding.Latin1, false, 1 << 16), configuration);
        _names = _parser.Read() ? [.. (_parser.Record ?? []).Select(Name)] : [];
    }

    /// <summary>The rows of a file in batches.</summary>
    public static IEnumerable<RecordBatch> Read(InputFile file, ContentStream content, char delimiter)
    {
        using var records = new CsvRecords(file, content, delimiter);
        foreach (var batch in records.Read())
            yield return batch;
    }

    /// <inheritdoc/>
    public void Dispose() => _parser.Dispose();

    private IEnumerable<RecordBatch> Read()
    {
        var batch = new RecordBatch(_file);
        var hasRow = TryRead(out var row);
        while (hasRow)
        {
            // The last row of a damaged file is cut, so it is added only when another one follows.
            var (line, problem, bytes) = (row.Line, row.Problem, _json.WrittenSpan.ToArray());
            hasRow = TryRead(out row);
            if (hasRow || _content.Damage is null)
                Add(batch, bytes, line, problem);
            else
                batch.AddDamage(bytes, line, RejectReason.DamagedFile, _content.Damage);
            if (!batch.IsFull)
                continue;
            batch.Position = _content.Consumed;
            yield return batch;
            batch = new RecordBatch(_file);
        }
        batch.Position = _file.Length;
        yield return batch;
    }

    private static void Add(RecordBatch batch, byte[] bytes, long line, (RejectReason Reason, string Detail)? problem)
    {
        if (problem is { } found)
            batch.AddDamage(bytes, line, found.Reason, found.Detail);
        else
            batch.Add(bytes, line);
    }

    private bool TryRead(out (long Line, (RejectReason, string)? Problem) row)
    {
        _isBad = false;
        var line = _parser.RawRow + 1L;
        try
        {
            if (!_parser.Read())
            {
                row = default;
                return false;
            }
            row = (line, WriteJson());
        }
        catch (MaxFieldSizeException)
        {
            _json.ResetWrittenCount();
            row = (line, (RejectReason.LineTooLong,
                $"found a cell of more than {Limits.LineBytesMax} bytes: a quote that is never closed?"));
        }
        return true;
    }

    private (RejectReason, string)? WriteJson()
    {
        _json.ResetWrittenCount();
        var isOpen = !_isBad && IsOpen();
        if (_isBad || isOpen || _parser.Count != _names.Length)
        {
            _json.Write(Encoding.Latin1.GetBytes(_parser.RawRecord.TrimEnd()));
            return (RejectReason.BrokenCsv, _isBad
                ? "found a quote within a cell, expected the cell in quotes and the quote doubled"
                : isOpen ? "found a quote that is never closed, which takes all lines behind it into one cell. Close it"
                : $"found {_parser.Count} cells, expected {_names.Length} as in the header");
        }

        using var writer = new Utf8JsonWriter(_json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        for (var column = 0; column < _names.Length; column++)
        {
            var cell = _parser[column];
            if (cell.Length == 0)
                continue;
            _cell.ResetWrittenCount();
            Encoding.Latin1.GetBytes(cell, _cell);
            if (!Utf8.IsValid(_cell.WrittenSpan))
                return (RejectReason.InvalidUtf8,
                    $"found bytes in cell {column + 1} that are not UTF-8. Convert the file: iconv -t UTF-8");
            writer.WriteString(_names[column], _cell.WrittenSpan);
        }
        writer.WriteEndObject();
        return null;
    }

    /// <summary>Whether a row ends within quotes, as only the last one can: it has an odd number of them.</summary>
    private bool IsOpen() => _content.Consumed >= _file.Length && _parser.RawRecord.AsSpan().Count('"') % 2 != 0;

    private static byte[] Name(string latin, int column)
    {
        var bytes = Encoding.Latin1.GetBytes(latin.Trim());
        return column == 0 && bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
