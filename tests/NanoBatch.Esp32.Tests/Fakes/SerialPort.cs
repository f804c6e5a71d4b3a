using System.Collections.Generic;

namespace System.IO.Ports;

internal delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);

internal sealed class SerialDataReceivedEventArgs : EventArgs
{
}

/// <summary>Stands in for the platform's port: a send buffer that empties at the line's rate. What a write finds no room for counts as late: on the board it would be
/// read after the call, from memory that may hold something else by then. The newest one of a thread is <see cref="Last"/>.</summary>
internal sealed class SerialPort : IDisposable
{
    private const int BitsPerByte = 10;

    [ThreadStatic]
    private static SerialPort s_last;

    private readonly int _baud;
    private readonly byte[] _sent = new byte[1 << 16];
    private double _emptyUs;

    public SerialPort(string portName, int baudRate)
    {
        PortName = portName;
        _baud = baudRate;
        s_last = this;
    }

    public event SerialDataReceivedEventHandler DataReceived;

    public static SerialPort Last => s_last;

    /// <summary>Ports that this machine has.</summary>
    public static List<string> Names { get; } = ["COM1", "COM2"];

    public static Func<bool> OpenFails { get; set; } = () => false;

    public string PortName { get; }

    public int ReadBufferSize { get; set; }

    public int WriteTimeout { get; set; }

    public int BytesToRead => Waiting.Count;

    public bool IsDisposed { get; private set; }

    /// <summary>Bytes for the board.</summary>
    public Queue<byte> Waiting { get; } = new();

    /// <summary>The time, µs; set before the first write.</summary>
    public Func<double> NowUs { get; set; } = () => 0;

    /// <summary>Bytes of all writes, in their order.</summary>
    public ReadOnlySpan<byte> Sent => _sent.AsSpan(0, SentCount);

    public int SentCount { get; private set; }

    /// <summary>Bytes that found no room when they were written.</summary>
    public int LateCount { get; private set; }

    public static string[] GetPortNames() => [.. Names];

    public void Open()
    {
        if (OpenFails())
        {
            throw new InvalidOperationException("taken");
        }
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = Waiting.Dequeue();     // the platform would block
        }

        return count;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        double usPerByte = BitsPerByte * 1e6 / _baud;
        double nowUs = NowUs();
        int waiting = nowUs >= _emptyUs ? 0 : (int)Math.Ceiling((_emptyUs - nowUs) / usPerByte);
        LateCount += Math.Max(0, waiting + count - 128);
        _emptyUs = Math.Max(nowUs, _emptyUs) + (count * usPerByte);
        buffer.AsSpan(offset, count).CopyTo(_sent.AsSpan(SentCount));
        SentCount += count;
    }

    public void Dispose() => IsDisposed = true;

    public void Arrive(params byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            Waiting.Enqueue(value);
        }

        DataReceived?.Invoke(this, new SerialDataReceivedEventArgs());
    }
}
