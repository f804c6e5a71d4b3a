using System;
using System.IO;

namespace NanoBatch.Cli;

/// <summary>Ends a command with an exit code and words for a person; thrown by services, printed in one place.</summary>
internal sealed class CliFailure : Exception
{
    private readonly string _text;

    private CliFailure(ExitCode code, string text)
        : base(text)
    {
        Code = code;
        _text = text;
    }

    /// <summary>What the process ends with.</summary>
    public ExitCode Code { get; }

    /// <summary>What is wrong with a file, without its path; null for failures of other kinds.</summary>
    public string? Problem { get; private init; }

    /// <summary>One thing to try about <see cref="Problem"/>, or null.</summary>
    public string? Hint { get; private init; }

    /// <summary>A message that is no file's: <c>error: …</c>, and <c>help: …</c> with the next thing to do.</summary>
    public static CliFailure Of(ExitCode code, string message, params string[] help)
        => new(code, $"error: {message}{string.Concat(Array.ConvertAll(help, line => $"\nhelp: {line}"))}");

    /// <summary>Wrong usage.</summary>
    public static CliFailure Usage(string message, params string[] help) => Of(ExitCode.Usage, message, help);

    /// <summary>A message about a file, which begins with its path; exit code 1.</summary>
    public static CliFailure OfFile(string path, string message, string? hint = null)
        => new(ExitCode.FileErrors, FileMessage(path, message, hint)) { Problem = message, Hint = hint };

    /// <summary>Messages about files that are put into words already; exit code 1.</summary>
    public static CliFailure OfFileText(string text) => new(ExitCode.FileErrors, text);

    /// <summary>The words are on the error stream already.</summary>
    public static CliFailure AlreadyTold(ExitCode code) => new(code, string.Empty);

    /// <summary>Words about a file that have no place in it: <c>path: error …</c> and a hint below.</summary>
    public static string FileMessage(string path, string message, string? hint)
        => hint is null ? $"{path}: error {message}" : $"{path}: error {message}\n  = hint: {hint}";

    /// <summary>Writes the message, one line break at its end.</summary>
    public void Print(TextWriter error) => error.Write(_text.Length == 0 || _text.EndsWith('\n') ? _text : _text + "\n");
}
