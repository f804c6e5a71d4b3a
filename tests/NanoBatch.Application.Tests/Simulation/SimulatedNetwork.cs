using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>Wi-Fi, time server, broker and hub as one board sees them, with the faults that a test puts in.</summary>
internal sealed class SimulatedNetwork(SimulatedMachine machine)
{
    private readonly List<byte[]> _records = [];
    private readonly HashSet<uint> _known = [];
    private readonly HashSet<SimulatedSession> _told = [];

    /// <summary>True where there is no Wi-Fi.</summary>
    public bool IsAway { get; set; }

    public bool WifiThrows { get; set; }

    public List<long> WifiAttempts { get; } = [];

    public List<long> TimeAsked { get; } = [];

    /// <summary>What the time server says; null tells the truth.</summary>
    public Func<long>? TimeAnswer { get; set; }

    /// <summary>Called by each step of a session ("connect", "subscribe", "publish", "receive", "up", "close") before it does its work; it may throw or wait.</summary>
    public Action<string, SimulatedSession>? Fault { get; set; }

    /// <summary>False where the hub takes nothing.</summary>
    public bool HubAnswers { get; set; } = true;

    public List<SimulatedSession> Sessions { get; } = [];

    /// <summary>Retained statuses in their order.</summary>
    public List<string> Statuses { get; } = [];

    /// <summary>Messages of the board, besides its status.</summary>
    public List<(long Ms, string Topic, byte[] Payload)> Published { get; } = [];

    /// <summary>Records that the hub has, each once, in the order of their coming.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    /// <summary>Sessions that came as far as their status.</summary>
    public int ConnectionCount => _told.Count;

    public SimulatedSession? Live => Sessions.LastOrDefault(s => s.IsOpen);

    /// <summary>The broker drops its clients.</summary>
    public void DropAll()
    {
        foreach (SimulatedSession session in Sessions)
        {
            session.IsOpen = false;
        }
    }

    /// <summary>Takes what a board publishes; the hub acknowledges at once.</summary>
    public void Take(SimulatedSession session, string topic, byte[] payload)
    {
        if (topic.EndsWith("/status", StringComparison.Ordinal))
        {
            Statuses.Add(Encoding.UTF8.GetString(payload));
            _told.Add(session);
            return;
        }

        Published.Add((machine.ElapsedMs, topic, payload));
        bool isData = topic.EndsWith("/live", StringComparison.Ordinal) || topic.EndsWith("/past", StringComparison.Ordinal);
        if (!isData || !HubAnswers || payload[0] != DeliveryFormat.WholeRecords)
        {
            return;
        }

        uint previous = BitConverter.ToUInt32(payload, 9);
        uint last = previous;
        for (int at = DeliveryFormat.Head; at < payload.Length;)
        {
            int length = RecordSizes.Header + BitConverter.ToUInt16(payload, at) + RecordSizes.Crc;
            last = BitConverter.ToUInt32(payload, at + 4);
            if (_known.Add(last))
            {
                _records.Add(payload[at..(at + length)]);
            }

            at += length;
        }

        var writer = new ByteWriter(new byte[DeliveryFormat.ToBoardMax]);
        writer.U64(BitConverter.ToUInt64(payload, 1));
        writer.U8(1);
        writer.U32(previous + 1);
        writer.U32(last);
        session.Deliver("ack", writer.Buffer[..writer.Position]);
    }

    /// <summary>Forgets what the hub has: another epoch numbers anew.</summary>
    public void ForgetRecords()
    {
        _records.Clear();
        _known.Clear();
    }
}
