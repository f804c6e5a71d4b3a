using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>Text from a pipe to lines. A carriage return ends a line too: progress bars are redrawn with it.</summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    private const int LineMax = 1000;
    private const int BufferChars = 1024;

    private readonly StringBuilder _line = new();

    /// <summary>Reads to the stream's end; lines come without control characters, cut at 1 000 characters, empty ones not at all.</summary>
    public async Task PumpAsync(TextReader reader)
    {
        char[] buffer = new char[BufferChars];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            foreach (char c in buffer.AsSpan(0, count))
            {
                Take(c);
            }
        }

        EndLine();
    }

    private void Take(char c)
    {
        if (c is '\r' or '\n')
        {
            EndLine();
        }
        else if (!char.IsControl(c) && _line.Length < LineMax)
        {
            _line.Append(c);
        }
    }

    private void EndLine()
    {
        string line = _line.ToString().TrimEnd();
        _line.Clear();
        if (line.Length > 0)
        {
            onLine(line);
        }
    }
}
