using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>The board's byte stream behind a pseudo-terminal: a client opens it as it would open a serial port. Linux and macOS.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class PtyLink : HostLink
{
    private const int ReadWrite = 2;
    private const int NameBytes = 128;

    // struct termios is 60 bytes on Linux and 72 on macOS; it is passed through, never looked into.
    private const int TermiosBytes = 256;

    private readonly int _master;
    private readonly int _slave;
    private readonly string _path;
    private volatile bool _isDisposed;

    /// <summary>Opens a pseudo-terminal in raw mode.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public PtyLink()
    {
        _master = Check(posix_openpt(ReadWrite), "posix_openpt");
        Check(grantpt(_master), "grantpt");
        Check(unlockpt(_master), "unlockpt");
        _path = Marshal.PtrToStringAnsi(ptsname(_master)) ?? throw new IOException("ptsname gave no name");

        // The slave stays open here: without it the master would see an error as often as a client leaves.
        _slave = Check(open(_path, ReadWrite | NoControllingTerminal), "open " + _path);
        byte[] termios = new byte[TermiosBytes];
        Check(tcgetattr(_slave, termios), "tcgetattr");
        cfmakeraw(termios);
        Check(tcsetattr(_slave, 0, termios), "tcsetattr");
        new Thread(Receive) { IsBackground = true, Name = "pty receive" }.Start();
        new Thread(Send) { IsBackground = true, Name = "pty send" }.Start();
    }

    /// <inheritdoc/>
    public override string Address => "serial:" + _path;

    private static int NoControllingTerminal => OperatingSystem.IsMacOS() ? 0x20000 : 0x100;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        base.Dispose(disposing);

        // Closing the slave ends a read on the master with an error; only then is the master closed by the reading thread.
        _ = close(_slave);
    }

    private static int Check(int result, string call)
        => result >= 0 ? result : throw new IOException(string.Create(CultureInfo.InvariantCulture,
            $"no pseudo-terminal: {call} failed with error {Marshal.GetLastPInvokeError()}"));

    private void Receive()
    {
        byte[] buffer = new byte[1024];
        while (!_isDisposed)
        {
            long count = read(_master, buffer, buffer.Length);
            if (count <= 0)
            {
                if (_isDisposed)
                {
                    break;
                }

                Thread.Yield();     // a client that closed in the middle; the slave kept here makes the next read wait again
                continue;
            }

            if (!Deliver(buffer.AsSpan(0, (int)count)))
            {
                break;
            }
        }

        _ = close(_master);
    }

    private void Send()
    {
        byte[] buffer = new byte[1024];
        int count;
        while ((count = TakeOutgoing(buffer)) > 0)
        {
            int sent = 0;
            while (sent < count && !_isDisposed)
            {
                long written = write(_master, ref buffer[sent], count - sent);
                if (written < 0)
                {
                    break;
                }

                sent += (int)written;
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial IntPtr ptsname(int fd);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int fd, [Out] byte[] termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int fd, int action, byte[] termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial void cfmakeraw([In, Out] byte[] termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int fd, [Out] byte[] buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int fd, ref byte buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int fd);
}
