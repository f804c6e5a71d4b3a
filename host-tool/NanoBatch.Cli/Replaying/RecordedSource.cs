using System.Collections.Generic;
using NanoBatch.Cli.Jobs;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Replaying;

/// <summary>Recorded readings from a file.</summary>
internal sealed class RecordedSource(BoardProfile profile, ReplayData data, string path, ReplayPeriod period) : IReplaySource
{
    /// <inheritdoc/>
    public BoardProfile Profile => profile;

    /// <inheritdoc/>
    public (long FirstMs, long LastMs) PeriodOf(IReadOnlyList<LoadedJob> jobs) => period.Within(path, data.FirstMs, data.LastMs);

    /// <inheritdoc/>
    public ISignal SignalOf(LoadedJob job) => new RecordedSignal(data);
}
