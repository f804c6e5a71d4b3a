using System;
using System.Threading.Tasks;
using NanoBatch.Mqtt;

namespace NanoBatch.Hub;

/// <summary>A message from a board, on its way into the store.</summary>
/// <param name="Board">The board's label, from the topic.</param>
/// <param name="Kind"><see cref="TopicKind.Live"/>, <see cref="TopicKind.Past"/> or <see cref="TopicKind.Status"/>.</param>
/// <param name="Payload">Its bytes; the collector may keep the array.</param>
/// <param name="IsRetained">True for a status that the broker had kept from before.</param>
/// <param name="Release">Tells the broker that the message need not come again; never throws.</param>
public sealed record HubMessage(string Board, TopicKind Kind, byte[] Payload, bool IsRetained, Func<Task> Release)
{
    /// <summary>For roads that have nothing to release.</summary>
    public static Task NothingToRelease() => Task.CompletedTask;
}
