using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace NanoBatch.Results;

/// <summary>CSV as <see cref="CsvResultWriter"/> writes it, sorted into one section for each task and its alerts, in the order of their first rows.</summary>
/// <remarks>The first section goes out as it comes; the others wait in temporary files until the end, so that results of any number fit into memory.</remarks>
public sealed class CsvSectionWriter(TextWriter output) : IResultWriter
{
    private readonly CsvResultWriter _csv = new(output);
    private readonly Dictionary<(string Job, int Task, string Header), Section> _sections = [];
    private readonly List<Section> _waiting = [];

    /// <inheritdoc/>
    /// <exception cref="ResultStoreException">A temporary file cannot be written.</exception>
    public void Write(Result result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string header = CsvResultWriter.HeaderOf(result);
        if (!_sections.TryGetValue((result.Job, result.Task, header), out Section? section))
        {
            section = new Section(header, _sections.Count == 0 ? null : Guarded(Section.CreateFile));
            _sections.Add((result.Job, result.Task, header), section);
            if (section.File is not null)
            {
                _waiting.Add(section);
            }
        }

        if (section.Rows is not { } rows)
        {
            _csv.Begin(header);
            CsvResultWriter.WriteRow(output, result);
            return;
        }

        Guarded(() =>
        {
            CsvResultWriter.WriteRow(rows, result);
            return true;
        });
    }

    /// <summary>Writes the sections that waited.</summary>
    public void Dispose()
    {
        foreach (Section section in _waiting)
        {
            _csv.Begin(section.Header);
            section.CopyTo(output);
        }

        _waiting.Clear();
        _csv.Dispose();
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResultStoreException(
                $"{Path.GetTempPath()}: error a temporary file cannot be written ({e.Message.TrimEnd('.')}); make room, or name another folder in TMPDIR.", e);
        }
    }

    private sealed class Section(string header, FileStream? file)
    {
        private const int BufferBytes = 32 * 1024;

        public string Header => header;

        public FileStream? File => file;

        /// <summary>Where rows wait; null in the section that goes out at once.</summary>
        public StreamWriter? Rows { get; } = file is null ? null : new StreamWriter(file, new UTF8Encoding(false), BufferBytes);

        public static FileStream CreateFile() => new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        });

        public void CopyTo(TextWriter output)
        {
            Rows!.Flush();
            file!.Position = 0;
            using var reader = new StreamReader(file, Encoding.UTF8, false, BufferBytes);
            char[] buffer = new char[BufferBytes];
            for (int count; (count = reader.Read(buffer)) > 0;)
            {
                output.Write(buffer, 0, count);
            }
        }
    }
}
