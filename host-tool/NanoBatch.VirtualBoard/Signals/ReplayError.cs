namespace NanoBatch.VirtualBoard.Signals;

/// <summary>One mistake in replay data.</summary>
public sealed record ReplayError(string Path, int Line, int Column, string Message, string? Hint = null)
    : FileError(Path, Line, Column, Message, Hint);
