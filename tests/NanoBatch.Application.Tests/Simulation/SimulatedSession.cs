using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>One session with the simulated broker.</summary>
internal sealed class SimulatedSession(SimulatedMachine machine, SimulatedNetwork network, IMqttInbox inbox) : IMqttSession
{
    private string _board = "";

    public bool IsOpen { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>Subscriptions are never answered.</summary>
    public bool IsDeaf { get; set; }

    public List<string> Topics { get; } = [];

    public string Will { get; private set; } = "";

    public bool IsUp
    {
        get
        {
            network.Fault?.Invoke("up", this);
            return IsOpen && !network.IsAway;
        }
    }

    public bool Connect(ProfileRecord profile, string willTopic, byte[] will)
    {
        network.Fault?.Invoke("connect", this);
        machine.Wait(300);
        _board = willTopic[..willTopic.LastIndexOf('/')];
        Will = System.Text.Encoding.UTF8.GetString(will);
        IsOpen = !network.IsAway;
        return IsOpen;
    }

    public bool Subscribe(string topic, int deadlineMs)
    {
        network.Fault?.Invoke("subscribe", this);
        if (IsDeaf)
        {
            machine.Wait(deadlineMs);
            return false;
        }

        machine.Wait(50);
        Topics.Add(topic);
        return IsOpen;
    }

    public void Publish(string topic, byte[] payload, bool isRetained)
    {
        network.Fault?.Invoke("publish", this);
        if (!IsOpen || IsClosed)
        {
            throw new InvalidOperationException("published on a closed session");
        }

        network.Take(this, topic, payload);
    }

    public void Receive() => network.Fault?.Invoke("receive", this);

    public void Close()
    {
        network.Fault?.Invoke("close", this);
        IsClosed = true;
        IsOpen = false;
    }

    /// <summary>Hands a message to the board, named by its last levels.</summary>
    public void Deliver(string suffix, byte[] payload) => inbox.Arrived(_board + "/" + suffix, payload);

    /// <summary>Hands anything to the board.</summary>
    public void DeliverRaw(string? topic, byte[]? payload) => inbox.Arrived(topic!, payload!);
}
