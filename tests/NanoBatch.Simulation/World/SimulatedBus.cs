using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.World;

/// <summary>A board's connection to the simulated broker.</summary>
internal sealed class SimulatedBus(SimulatedBroker broker, SimulatedBoard board) : IMessageBus
{
    private const int EarlierMax = 16;

    private readonly Queue<(BusTopic Topic, byte[] Bytes)> _inbox = new();

    public SimulatedBoard Board => board;

    /// <summary>True while the board's network is away.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>True while the session looks alive and nothing passes.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Sessions so far.</summary>
    public int Sessions { get; set; } = 1;

    /// <summary>Worlds ask their boards over the laptop's cable.</summary>
    public string RequestClient => string.Empty;

    public int ConnectionNumber => IsCutOff || !broker.IsUp ? 0 : Sessions;

    public bool Publish(BusTopic topic, byte[] buffer, int offset, int count) =>
        ConnectionNumber != 0 && broker.Publish(this, topic, buffer.AsSpan(offset, count).ToArray());

    public bool Reply(string client, byte[] buffer, int offset, int count) => true;

    public byte[]? Receive(out BusTopic topic)
    {
        topic = 0;
        while (_inbox.TryDequeue(out (BusTopic Topic, byte[] Bytes) message))
        {
            if (message.Bytes.Length is > 0 and <= DeliveryFormat.ToBoardMax)
            {
                topic = message.Topic;
                return message.Bytes;
            }
        }

        return null;
    }

    /// <summary>Acknowledgements of all times, of other stores too: a broker that keeps a session hands some over once more when it is resumed.</summary>
    public List<byte[]> Earlier { get; } = [];

    /// <summary>Keeps an acknowledgement for later, in the place of another where there are enough.</summary>
    public void Keep(byte[] acknowledgement, int place)
    {
        if (Earlier.Count < EarlierMax)
        {
            Earlier.Add(acknowledgement);
        }
        else
        {
            Earlier[place % EarlierMax] = acknowledgement;
        }
    }

    /// <summary>A message arrives.</summary>
    public void Take(BusTopic topic, byte[] bytes) => _inbox.Enqueue((topic, bytes));

    /// <summary>The board starts: what waited in its memory is gone, and its session is a new one.</summary>
    public void Forget()
    {
        _inbox.Clear();
        Sessions++;
        broker.Resume(this);
    }
}
