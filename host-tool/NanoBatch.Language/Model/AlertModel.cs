using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>One alert of a task.</summary>
/// <param name="Name">Unique in its task.</param>
/// <param name="When">Raised after this held in <paramref name="ForRuns"/> consecutive runs.</param>
/// <param name="ForRuns">1..65 535; 1 without <c>for</c>.</param>
/// <param name="Until">Cleared at the first run in which this holds; null: when <paramref name="When"/> does not hold.</param>
/// <param name="Span">The alert.</param>
public sealed record AlertModel(string Name, Condition When, int ForRuns, Condition? Until, TextSpan Span);
