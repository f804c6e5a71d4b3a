using System;

namespace NanoBatch.Load;

/// <summary>What a load of boards is.</summary>
internal sealed record LoadOptions
{
    /// <summary>Boards, each with a connection of its own.</summary>
    public required int Boards { get; init; }

    /// <summary>How long they report.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Board seconds in a second: with a report a minute, 60 is one a second from each board.</summary>
    public required int Rate { get; init; }

    /// <summary>How often a board switches its radio on.</summary>
    public required TimeSpan Slice { get; init; }

    /// <summary>How often the broker is killed; zero for never.</summary>
    public required TimeSpan Kill { get; init; }

    /// <summary>Where results go, as <c>--db</c> takes it; null for a file of this run.</summary>
    public string? Database { get; init; }

    /// <summary>Collectors side by side.</summary>
    public required int Collectors { get; init; }

    /// <summary>Folder of this run.</summary>
    public required string Folder { get; init; }
}
