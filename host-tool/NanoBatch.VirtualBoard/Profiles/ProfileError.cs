namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>One mistake in a board profile.</summary>
public sealed record ProfileError(string Path, int Line, int Column, string Message, string? Hint = null)
    : FileError(Path, Line, Column, Message, Hint);
