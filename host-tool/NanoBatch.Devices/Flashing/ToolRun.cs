using System.Collections.Generic;

namespace NanoBatch.Devices;

/// <summary>One run of an outside program that came to its end.</summary>
/// <param name="ExitCode">What it ended with; Linux and macOS keep the low 8 bits alone.</param>
/// <param name="IsOutOfTime">True where it was ended because it took too long; the exit code then means nothing.</param>
/// <param name="Lines">What it printed on both streams, the newest <see cref="LinesMax"/> lines, none empty.</param>
public sealed record ToolRun(int ExitCode, bool IsOutOfTime, IReadOnlyList<string> Lines)
{
    /// <summary>Older lines are forgotten: a program that prints for ever must not fill memory.</summary>
    public const int LinesMax = 2000;
}
