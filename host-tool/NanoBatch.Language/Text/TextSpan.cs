namespace NanoBatch.Language.Text;

/// <summary>A stretch of one source file, in UTF-16 units of its decoded text.</summary>
/// <param name="Start">Offset of the first unit, from 0.</param>
/// <param name="Length">Units covered; 0 marks a place between two characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset just past the last unit.</summary>
    public int End => Start + Length;

    /// <summary>The stretch from the start of <paramref name="first"/> to the end of <paramref name="last"/>.</summary>
    public static TextSpan Union(TextSpan first, TextSpan last)
        => last.End <= first.Start ? first : new TextSpan(first.Start, last.End - first.Start);
}
