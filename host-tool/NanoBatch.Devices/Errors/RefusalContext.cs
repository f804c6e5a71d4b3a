using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>What is known about a refused package and the board, to put names in place of numbers.</summary>
public sealed class RefusalContext
{
    private readonly JobPackage? _package;
    private readonly BoardChannelTable? _board;

    /// <summary>Reads of a package what can be read.</summary>
    /// <param name="package">The bytes that were sent; need not be a package at all.</param>
    /// <param name="board">The board's channels, or null where they are not known.</param>
    public RefusalContext(byte[] package, BoardChannelTable? board)
    {
        ArgumentNullException.ThrowIfNull(package);
        var parsed = new JobPackage();
        _package = new PackageReader().Read(package, package.Length, parsed) == PackageStatus.Accepted ? parsed : null;
        _board = board;
    }

    /// <summary>Name of the job, or null where the package cannot be read.</summary>
    public string? Job => _package?.JobName;

    /// <summary>Version of the job, or null where the package cannot be read.</summary>
    public int? Version => _package?.JobVersion;

    /// <summary>Names of the board's channels, or null where they are not known.</summary>
    public IReadOnlyList<string>? BoardChannels => _board?.Channels.Select(channel => channel.Name).ToArray();

    /// <summary>A channel by its place in the job, or null.</summary>
    public ChannelPlan? JobChannelAt(uint index) => _package is not null && index < _package.ChannelCount ? _package.Channels[index] : null;

    /// <summary>Unit of one of the board's channels, or null.</summary>
    public string? BoardUnitOf(string? name) => _board?.Channels.FirstOrDefault(channel => channel.Name == name)?.Unit;
}
