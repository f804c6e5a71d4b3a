using System;
using System.Collections.Generic;
using System.IO;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Mqtt;
using Spectre.Console;

namespace NanoBatch.Cli;

/// <summary>Everything outside its services that a command may touch: streams, terminals, environment variables, time.</summary>
/// <remarks>Tests run commands in the same process with streams and variables of their own.</remarks>
internal sealed class CliEnvironment
{
    private const int WidthOfFiles = 1000;
    private const int WidthOfHelp = 100;

    private IAnsiConsole? _console;
    private IAnsiConsole? _notes;

    /// <summary>Data, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Messages, progress, remarks.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What is typed or piped in.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether a person sees <see cref="Out"/>.</summary>
    public bool IsOutTerminal { get; init; }

    /// <summary>Whether a person sees <see cref="Error"/>: progress is shown only then.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int TerminalWidth { get; init; } = 80;

    /// <summary>An environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Files with certificates that the command line names; set once it is parsed.</summary>
    public BrokerFiles BrokerFiles { get; set; } = BrokerFiles.None;

    /// <summary>Clock and timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The serial ports of this machine.</summary>
    public Func<IReadOnlyList<SerialPortEntry>> Ports { get; init; } = PortList.Read;

    /// <summary>Folders where <c>flash</c> looks for an image that nobody named.</summary>
    public IReadOnlyList<string> ImageFolders { get; init; } = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory];

    /// <summary>Set once the process was asked to end politely (SIGTERM) rather than interrupted; a service such as <c>board</c> then ends with 0.</summary>
    public Func<bool> WasTerminated { get; init; } = () => false;

    /// <summary>Columns that help text may take.</summary>
    public int HelpWidth => IsOutTerminal ? Math.Clamp(TerminalWidth, 60, WidthOfHelp) : WidthOfHelp;

    /// <summary>Tables and charts on <see cref="Out"/>: colour on a terminal, full width without wrapping in a file.</summary>
    public IAnsiConsole Console => _console ??= Create(Out, IsOutTerminal);

    /// <summary>The same on <see cref="Error"/>.</summary>
    public IAnsiConsole Notes => _notes ??= Create(Error, IsErrorTerminal);

    /// <summary>Colours for text on <see cref="Out"/>.</summary>
    public Ink OutInk => new(HasColor(IsOutTerminal));

    /// <summary>Colours for text on <see cref="Error"/>.</summary>
    public Ink ErrorInk => new(HasColor(IsErrorTerminal));

    /// <summary>Writes a remark for a person, after the data that were written before it.</summary>
    public void Note(string text)
    {
        Out.Flush();
        Error.WriteLine(text);
    }

    private bool HasColor(bool isTerminal) => isTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    private IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        bool hasColor = HasColor(isTerminal);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = isTerminal ? TerminalWidth : WidthOfFiles;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
