namespace NanoBatch.Language.Optimizing;

/// <summary>What one pass reads: a series and the filter before it. Two sources are equal when their bytes are.</summary>
/// <param name="Channel">The channel of a plain series, else -1.</param>
/// <param name="Series">The series in its package form, hexadecimal; of a plain one too.</param>
/// <param name="Filter">Filter item with its range in package form, hexadecimal; empty without <c>in</c>.</param>
internal sealed record ScanSource(int Channel, string Series, string Filter)
{
    /// <summary>Bytes of an instruction over this source, its items apart.</summary>
    public int Bytes => (Channel >= 0 ? 1 : 1 + (Series.Length / 2)) + (Filter.Length / 2);
}
