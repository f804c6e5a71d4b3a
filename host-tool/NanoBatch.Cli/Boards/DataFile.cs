using System.Collections.Generic;
using System.Threading;
using NanoBatch.Cli.Rendering;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Boards;

/// <summary>Recorded readings that the user named.</summary>
internal static class DataFile
{
    /// <summary>Reads a CSV, with progress where it takes long.</summary>
    /// <param name="environment">Where progress is shown.</param>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="profile">The board whose channels the columns are.</param>
    /// <param name="needed">Channels that must have a column; null for all.</param>
    /// <exception cref="CliFailure">Exit code 1, with the first mistakes of the file.</exception>
    public static ReplayData Read(CliEnvironment environment, string path, BoardProfile profile, IReadOnlyCollection<string>? needed, CancellationToken cancel)
    {
        ReplayReading reading;
        using (var progress = new ProgressLine(environment, $"reading {path}"))
        {
            reading = ReplayReader.Read(path, profile, needed, progress, cancel);
        }

        return reading.IsOk ? reading.Data : throw CliFailure.OfFileText(string.Join('\n', reading.Errors));
    }
}
