namespace NanoBatch.VirtualBoard;

/// <summary>One mistake in a file that a user wrote: where, what, and one thing to try.</summary>
/// <param name="Path">The file as the user named it.</param>
/// <param name="Line">1-based line, 0 when the mistake has no place in the text (a missing file).</param>
/// <param name="Column">1-based column in characters, 0 when the whole line or file is meant.</param>
/// <param name="Message">What is wrong, in the user's words, without a full stop.</param>
/// <param name="Hint">One thing to try, or null.</param>
public record FileError(string Path, int Line, int Column, string Message, string? Hint)
{
    /// <summary>The message as every command prints it: <c>path:LINE:COL: error …</c>, without its hint.</summary>
    public string Headline => (Line, Column) switch
    {
        ( <= 0, _) => $"{Path}: error {Message}",
        (_, <= 0) => $"{Path}:{Line}: error {Message}",
        _ => $"{Path}:{Line}:{Column}: error {Message}",
    };

    /// <summary>The headline, and the hint on a line of its own where there is one.</summary>
    public sealed override string ToString() => Hint is null ? Headline : $"{Headline}\n  = hint: {Hint}";
}
