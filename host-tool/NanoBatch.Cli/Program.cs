using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Cli;

internal static class Program
{
    private const int BufferBytes = 1 << 14;

    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        bool wasTerminated = false;

        // The first signal asks for a clean end; a second one ends the process at once, as people expect.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            wasTerminated |= signal.Signal == PosixSignal.SIGTERM;
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
        {
            Console.OutputEncoding = Encoding.UTF8;     // the console's code page, not only what is written
        }

        await using TextWriter output = Open(Console.OpenStandardOutput(), isBuffered: true);
        await using TextWriter error = Open(Console.OpenStandardError(), isBuffered: false);
        var environment = new CliEnvironment
        {
            Out = output,
            Error = error,
            In = Console.In,
            IsOutTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            TerminalWidth = Console.IsOutputRedirected && Console.IsErrorRedirected ? 80 : Math.Max(40, Console.WindowWidth),
            WasTerminated = () => wasTerminated,
        };
        return await CliHost.RunAsync(arguments, environment, stop.Token).ConfigureAwait(false);
    }

    /// <summary>UTF-8 on every platform; data are buffered, for a replay can print a hundred thousand lines.</summary>
    private static StreamWriter Open(Stream stream, bool isBuffered)
        => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferBytes) { AutoFlush = !isBuffered, NewLine = "\n" };
}
