namespace NanoBatch.VirtualBoard.Templates;

/// <summary>The two files that a user starts from.</summary>
/// <param name="JobText">Text of <c>NAME.job</c>.</param>
/// <param name="ProfileText">Text of <c>NAME.board.toml</c>.</param>
public sealed record StarterFiles(string JobText, string ProfileText);
