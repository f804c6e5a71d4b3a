using System;
using System.IO;
using System.IO.Ports;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>A board on a serial port, 8N1 without handshake; pseudo-terminals work too.</summary>
public sealed class SerialTransport : IByteTransport
{
    private readonly string _path;
    private readonly int _baud;
    private SerialPort? _port;

    /// <param name="path">System name such as /dev/ttyUSB0 or COM5.</param>
    /// <param name="baud">Bits per second.</param>
    public SerialTransport(string path, int baud)
    {
        _path = path;
        _baud = baud;
        Name = "serial:" + path;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            _port = Open();
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw Explain(e);
        }
    }

    /// <inheritdoc/>
    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await Stream().ReadAsync(buffer, cancel);
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException)
        {
            // What a pulled cable looks like depends on the platform.
            throw new IOException($"{Name} is gone", e);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await Stream().WriteAsync(bytes, cancel);
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException or TimeoutException)
        {
            throw new IOException($"{Name} is gone", e);
        }
    }

    /// <inheritdoc/>
    public Task CloseAsync()
    {
        SerialPort? port = _port;
        _port = null;
        try
        {
            port?.Dispose();
        }
        catch (IOException)
        {
            // The cable was pulled before: there is nothing left to close.
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(CloseAsync());

    private Stream Stream() => _port?.BaseStream ?? throw new IOException($"{Name} is not open");

    /// <summary>Opens with both control lines asserted, as the kernel does: lowering one alone resets an ESP32 board. A pseudo-terminal has no such lines.</summary>
    private SerialPort Open()
    {
        try
        {
            return Open(hasControlLines: true);
        }
        catch (IOException) when (!OperatingSystem.IsWindows() && File.Exists(_path))
        {
            return Open(hasControlLines: false);
        }
    }

    private SerialPort Open(bool hasControlLines)
    {
        var port = new SerialPort(_path, _baud, Parity.None, 8, StopBits.One) { DtrEnable = hasControlLines, RtsEnable = hasControlLines };
        try
        {
            port.Open();
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    private DeviceUnreachableException Explain(Exception e)
    {
        bool isMissing = !OperatingSystem.IsWindows() && !File.Exists(_path);
        if (isMissing || e is FileNotFoundException)
        {
            return new DeviceUnreachableException($"there is no serial port {_path}", "Plug the board in, and look up the name of its port.", e);
        }

        if (e is UnauthorizedAccessException)
        {
            string help = OperatingSystem.IsWindows()
                ? "Close the program that has the port open (a serial monitor, another nanobatch)."
                : "Close the program that has it open, or let your user in: sudo usermod -aG dialout $USER, then log in again.";
            return new DeviceUnreachableException($"serial port {_path} is in use or not allowed to this user", help, e);
        }

        return new DeviceUnreachableException($"serial port {_path} cannot be opened: {e.Message}", "Check the name and the rate; unplug the board and plug it in again.", e);
    }
}
