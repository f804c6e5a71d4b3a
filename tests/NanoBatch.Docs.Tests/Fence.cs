namespace NanoBatch.Tests.Docs;

/// <summary>One fenced block of a page.</summary>
/// <param name="Page">Path from the repository's root, with '/'.</param>
/// <param name="Line">Line of the opening fence, from 1.</param>
/// <param name="Language">First word behind the fence: <c>job</c>, <c>console</c>; empty without one.</param>
/// <param name="FileName">Second word: the file that the block stands for; empty without one.</param>
/// <param name="Text">The lines between the fences, each with its LF.</param>
internal sealed record Fence(string Page, int Line, string Language, string FileName, string Text)
{
    public override string ToString() => $"{Page}:{Line}";
}
