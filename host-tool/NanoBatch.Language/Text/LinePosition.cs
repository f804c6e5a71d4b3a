namespace NanoBatch.Language.Text;

/// <summary>A place as a person counts it.</summary>
/// <param name="Line">From 1; a line ends at LF, CR LF or a lone CR.</param>
/// <param name="Column">From 1, in characters (Unicode code points); a tab is one.</param>
public readonly record struct LinePosition(int Line, int Column);
