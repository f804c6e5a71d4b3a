using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using NanoBatch.VirtualBoard.Profiles;
using Sylvan.Data.Csv;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Reads replay data (JOB-LANGUAGE section 8) from CSV into columns of counts.</summary>
/// <remarks>One pass, no allocation per row. Invalid UTF-8 becomes U+FFFD, which no cell can hold, so that it is reported in its place.</remarks>
public sealed class ReplayReader
{
    /// <summary>Reading stops after this many mistakes: a wrong file has one in every row.</summary>
    public const int ErrorsMax = 10;

    private const int BufferChars = 1 << 16;
    private const int RecordCharsMax = 1 << 20;
    private const int QuoteMax = 40;
    private const char Replacement = '\uFFFD';

    private readonly string _path;
    private readonly BoardProfile _profile;
    private readonly List<ReplayError> _errors = [];
    private readonly List<RowChunk> _chunks = [];
    private int _line = 1;              // of the record at hand, 1-based
    private int _rows;
    private long _lastMs = -1;

    private ReplayReader(string path, BoardProfile profile)
    {
        _path = path;
        _profile = profile;
    }

    /// <summary>Reads a file; bad input is an error in the result, never an exception.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="profile">The board whose channels the columns are.</param>
    /// <param name="needed">Channels that must have a column; only these are kept. Null needs and keeps every channel of the profile.</param>
    /// <param name="progress">Receives the share that is read, 0..1, or null.</param>
    /// <param name="cancel">Stops between two blocks of rows with <see cref="OperationCanceledException"/>.</param>
    public static ReplayReading Read(
        string path, BoardProfile profile, IReadOnlyCollection<string>? needed = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var reader = new ReplayReader(path, profile);
        try
        {
            if (Directory.Exists(path))
            {
                reader.Report(0, 0, "this is a folder, not a file", "name the file in it");
                return new ReplayReading(null, reader._errors);
            }

            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            return reader.Read(file, needed, progress, cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            reader.Report(0, 0, "there is no such file", "check the spelling and the folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reader.Report(0, 0, $"the file cannot be read: {e.Message.TrimEnd('.')}", null);
        }

        return new ReplayReading(null, reader._errors);
    }

    /// <summary>Reads CSV from a stream, which stays open.</summary>
    /// <param name="name">The name that messages begin with.</param>
    public static ReplayReading Read(string name, Stream stream, BoardProfile profile, IReadOnlyCollection<string>? needed = null) =>
        new ReplayReader(name, profile).Read(stream, needed, null, CancellationToken.None);

    private ReplayReading Read(Stream stream, IReadOnlyCollection<string>? needed, IProgress<double>? progress, CancellationToken cancel)
    {
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferChars, leaveOpen: true);
        try
        {
            using CsvDataReader csv = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                HasHeaders = false,         // the header is a record like any other here, with a place for its mistakes
                Delimiter = ',',
                Comment = '\0',
                BufferSize = BufferChars,
                MaxBufferSize = RecordCharsMax,
            });
            ReplayColumn?[]? plan = ReadHeader(csv, needed ?? _profile.Channels.Select(channel => channel.Name).ToArray());
            if (plan is not null)
            {
                ReadRows(csv, plan, stream, progress, cancel);
            }

            if (plan is not null && _errors.Count == 0)
            {
                return Finish(plan);
            }
        }
        catch (CsvRecordTooLargeException)
        {
            Report(_line, 0, "the row is longer than a million characters", "is there a quotation mark without its partner, or is it no CSV file?");
        }
        catch (CsvFormatException e)
        {
            Report(_line, 0, "a quotation mark is out of place or has no partner",
                FormattableString.Invariant($"look at column {e.FieldOrdinal + 1}; numbers and times need none"));
        }

        return new ReplayReading(null, _errors);
    }

    private ReplayColumn?[]? ReadHeader(CsvDataReader csv, IReadOnlyCollection<string> needed)
    {
        do
        {
            if (!csv.Read())
            {
                Report(0, 0, "the file is empty", "replay data is CSV with the header time,soil1,…");
                return null;
            }
        }
        while (SkipBlank(csv));

        var cells = new List<string>();
        for (int i = 0; i < csv.RowFieldCount; i++)
        {
            cells.Add(csv.GetFieldSpan(i).Trim().ToString());
        }

        string record = csv.GetRawRecordSpan().ToString();
        ReplayColumn?[] plan = new ReplayHeader(_profile, needed, (cell, message, hint) => ReportHeader(record, cell, message, hint)).Plan(cells);
        _line += CellLocator.LineEnds(record);
        return _errors.Count == 0 ? plan : null;
    }

    private void ReadRows(CsvDataReader csv, ReplayColumn?[] plan, Stream stream, IProgress<double>? progress, CancellationToken cancel)
    {
        int kept = plan.Count(column => column is { KeptColumn: >= 0 });
        while (_errors.Count < ErrorsMax && csv.Read())
        {
            if (SkipBlank(csv))
            {
                continue;
            }

            if ((_rows & RowChunk.RowMask) == 0 && _rows >> RowChunk.RowsShift == _chunks.Count)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(stream.CanSeek && stream.Length > 0 ? (double)stream.Position / stream.Length : 0);
                _chunks.Add(new RowChunk(kept));
            }

            if (ReadRow(csv, plan))
            {
                _rows++;
            }

            _line += CellLocator.LineEnds(csv.GetRawRecordSpan());
        }

        progress?.Report(1);
    }

    private bool ReadRow(CsvDataReader csv, ReplayColumn?[] plan)
    {
        if (csv.RowFieldCount != plan.Length)
        {
            Report(_line, 0, FormattableString.Invariant($"the row has {csv.RowFieldCount} cells where the header has {plan.Length}"), null);
            return false;
        }

        RowChunk chunk = _chunks[_rows >> RowChunk.RowsShift];
        int row = _rows & RowChunk.RowMask;
        bool isGood = ReadTime(csv, out chunk.TimesMs[row]);
        for (int i = 1; i < plan.Length; i++)
        {
            ReplayColumn column = plan[i]!;     // a header with any mistake was refused
            if (!column.TryCount(csv.GetFieldSpan(i).Trim(), out int count))
            {
                ReportCell(csv, i, "is no number", "write a number with a decimal point, or leave the cell empty for a gap");
                isGood = false;
            }
            else if (column.KeptColumn >= 0)
            {
                chunk.Counts[column.KeptColumn][row] = (short)count;
            }
        }

        return isGood;
    }

    private bool ReadTime(CsvDataReader csv, out long ms)
    {
        string? fault = ReplayTime.Parse(csv.GetFieldSpan(0).Trim(), out ms);
        if (fault is not null)
        {
            ReportCell(csv, 0, fault, "write 2025-01-05T06:00:00Z or unix seconds");
            return false;
        }

        if (ms <= _lastMs)
        {
            ReportCell(csv, 0, "is not later than the row before", "sort the rows by time, and give each instant one row (to the millisecond)");
            return false;
        }

        _lastMs = ms;
        return true;
    }

    private ReplayReading Finish(ReplayColumn?[] plan)
    {
        if (_rows == 0)
        {
            Report(0, 0, "there is no row below the header", null);
            return new ReplayReading(null, _errors);
        }

        int[] columnOfChannel = Enumerable.Repeat(-1, _profile.Channels.Count).ToArray();
        foreach (ReplayColumn? column in plan)
        {
            if (column is not null)
            {
                columnOfChannel[column.Channel] = column.KeptColumn;
            }
        }

        return new ReplayReading(new ReplayData(_chunks, _rows, columnOfChannel), []);
    }

    /// <summary>Passes over a line with nothing in it: many programs end a file with one.</summary>
    private bool SkipBlank(CsvDataReader csv)
    {
        if (csv.RowFieldCount > 1 || !csv.GetRawRecordSpan().IsWhiteSpace())
        {
            return false;
        }

        _line += CellLocator.LineEnds(csv.GetRawRecordSpan());
        return true;
    }

    private void ReportHeader(string record, int cell, string message, string? hint)
    {
        (int lines, int column) = CellLocator.Find(record, Math.Max(cell, 0));
        bool isNotUtf8 = cell >= 0 && message.Contains(Replacement, StringComparison.Ordinal);
        Report(_line + lines, cell < 0 ? 0 : column, isNotUtf8 ? "the header is not UTF-8 here" : message, isNotUtf8 ? "save it as UTF-8" : hint);
    }

    private void ReportCell(CsvDataReader csv, int cell, string fault, string hint)
    {
        ReadOnlySpan<char> text = csv.GetFieldSpan(cell);
        (int lines, int column) = CellLocator.Find(csv.GetRawRecordSpan(), cell);
        if (text.Contains(Replacement))
        {
            Report(_line + lines, column, "the file is not UTF-8 here", "save it as UTF-8");
            return;
        }

        string quote = text.Length > QuoteMax ? $"{text[..QuoteMax]}…" : text.ToString();
        Report(_line + lines, column, $"'{quote.ReplaceLineEndings(" ")}' {fault}", hint);
    }

    private void Report(int line, int column, string message, string? hint) =>
        _errors.Add(new ReplayError(_path, line, column, message, hint));
}
