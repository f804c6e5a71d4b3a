using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Language.Checking;

/// <summary>The channels of a board profile, in the profile's order.</summary>
public sealed class BoardChannels
{
    private readonly Dictionary<string, BoardChannel> _byName;

    /// <param name="boardId">The board's label, for messages.</param>
    /// <param name="channels">Its channels; of two with one name the first counts.</param>
    public BoardChannels(string boardId, IReadOnlyList<BoardChannel> channels)
    {
        BoardId = boardId;
        Channels = channels;
        _byName = channels.DistinctBy(channel => channel.Name).ToDictionary(channel => channel.Name);
    }

    public string BoardId { get; }

    public IReadOnlyList<BoardChannel> Channels { get; }

    /// <summary>The channel of a name, or null.</summary>
    public BoardChannel? Find(string name) => _byName.GetValueOrDefault(name);
}
