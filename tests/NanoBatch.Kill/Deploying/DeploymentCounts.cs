using System;

namespace NanoBatch.Kill.Deploying;

/// <summary>What became of deployments.</summary>
internal sealed class DeploymentCounts
{
    /// <summary>The client said done.</summary>
    public int Done { get; set; }

    /// <summary>The client gave up, or was told to; of these, <see cref="NewAllTheSame"/> found the new version on the board.</summary>
    public int BrokenOff { get; set; }

    public int NewAllTheSame { get; set; }

    /// <summary>Boards restarted while a client was at work.</summary>
    public int Restarts { get; set; }

    /// <summary>Times the driver lost all that it held.</summary>
    public int Drops { get; set; }

    /// <summary>Bytes that noise changed, lost, doubled or invented.</summary>
    public long ByteErrors { get; set; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Done + BrokenOff} deployments: {Done} done, {BrokenOff} broken off ({NewAllTheSame} of them complete on the board); ")
        + FormattableString.Invariant($"{ByteErrors} byte errors, {Drops} whole buffers dropped, {Restarts} restarts on the way: 0 mixtures");
}
