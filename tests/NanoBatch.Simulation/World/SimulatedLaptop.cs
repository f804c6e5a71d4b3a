using System;
using System.Collections.Generic;
using System.IO;
using NanoBatch.Protocol;
using NanoBatch.Results;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>Somebody with a laptop who visits boards: deploys, pauses, removes, sets clocks and carries results home, as <c>results --take</c> does. It can die anywhere.</summary>
internal sealed class SimulatedLaptop(SimulatedWorld world)
{
    private const int StepsMax = 6;
    private const int DeathPerMillion = 30_000;

    private readonly Chance _chance = new(Chance.Combine(world.Seed, 4));
    private bool _isCalm;

    public MemoryDeliveryStore Database { get; } = new();

    /// <summary>Begins to visit a board from time to time, first to bring it its jobs.</summary>
    public void Begin(SimulatedBoard board) => world.After(WorldPlan.Around(_chance, 30 * WorldPlan.Minute), () => Visit(board, true));

    public void Calm() => _isCalm = true;

    /// <summary>Takes everything that a board has, and reads once more what its acknowledgement brought.</summary>
    /// <returns>True where it went to its end.</returns>
    public bool Collect(SimulatedBoard board)
    {
        CableClient client = Connect(board);
        return Identify(client) is { } epoch && Collect(client, board, epoch, true) && Collect(client, board, epoch, false);
    }

    private CableClient Connect(SimulatedBoard board)
    {
        board.Cable.NoisePerMillion = _isCalm ? 0 : world.Plan.LineNoisePerMillion;
        board.Cable.Connect();
        return new CableClient(board, _chance);
    }

    private void Visit(SimulatedBoard board, bool isFirst)
    {
        if (_isCalm)
        {
            return;
        }

        world.After(WorldPlan.Around(_chance, world.Plan.VisitEveryMs), () => Visit(board, false));
        if (board.Runtime is null)
        {
            return;
        }

        world.Figures.Visits++;
        world.Trace.Note(TraceKind.Visit, board.Index);
        CableClient client = Connect(board);
        if (Identify(client) is not { } epoch)
        {
            return;
        }

        for (int step = isFirst ? 0 : _chance.Below(StepsMax); step < StepsMax; step++)
        {
            if (board.Runtime is null || Dies(board))
            {
                return;
            }

            Do(client, board, epoch, isFirst ? step : _chance.Below(12));
        }

        if (board.Runtime is not null)
        {
            board.Jobs.Check(board.Runtime);
        }
    }

    private void Do(CableClient client, SimulatedBoard board, ulong epoch, int what)
    {
        switch (what)
        {
            case 0:
                SetClock(client, board);
                break;
            case 1 or 2 or 3 or 4:
                Deploy(client, board, PackageTable.Jobs[what - 1]);
                break;
            case 5 or 6:
                Change(client, board, _chance.Below(5) switch { 0 => MessageType.RemoveJob, 1 => MessageType.PauseJob, 2 => MessageType.RunJob, _ => MessageType.ResumeJob });
                break;
            default:
                Collect(client, board, epoch, _chance.Below(3) != 0);
                break;
        }
    }

    private static ulong? Identify(CableClient client)
    {
        ByteWriter payload = client.Begin();
        payload.U8(ProtocolVersion.Major);
        payload.U8(ProtocolVersion.Minor);
        if (client.Request(MessageType.Hello, out ReplyStatus status) is not { } reply || status != ReplyStatus.Done)
        {
            return null;
        }

        reply.Skip(8);
        reply.Text(255);
        reply.Skip(6);
        ulong epoch = reply.U64();
        return reply.IsBad ? throw new WorldViolationException("hello was answered with something else") : epoch;
    }

    private void SetClock(CableClient client, SimulatedBoard board)
    {
        ByteWriter payload = client.Begin();
        payload.U48(world.WrongOrRight(_chance, board.UtcMs));
        payload.U8((int)ClockQuality.Manual);
        world.Figures.ClockSteps++;
        client.Request(MessageType.SetClock, out _);
    }

    private void Change(CableClient client, SimulatedBoard board, int type)
    {
        SimulatedJob job = PackageTable.Jobs[_chance.Below(PackageTable.Jobs.Count)];
        client.Begin().Name(job.Name);
        bool removes = type == MessageType.RemoveJob;
        if (removes)
        {
            board.Jobs.Ask(job.Name, JobBook.None);
        }

        if (client.Request(type, out ReplyStatus status) is not null && removes && status == ReplyStatus.Done)
        {
            board.Jobs.Confirm(job.Name, JobBook.None);
        }
    }

    private void Deploy(CableClient client, SimulatedBoard board, SimulatedJob job)
    {
        SimulatedPackage package = job.Versions[_chance.Below(job.Versions.Count)];
        ByteWriter payload = client.Begin();
        payload.U16(package.Bytes.Length);
        payload.Bytes(package.Digest, 0, package.Digest.Length);
        if (client.Request(MessageType.BeginUpload, out ReplyStatus status) is not { } begun || status != ReplyStatus.Done)
        {
            return;
        }

        int offset = begun.U16();
        while (offset < package.Bytes.Length)
        {
            payload = client.Begin();
            payload.U16(offset);
            payload.Bytes(package.Bytes, offset, Math.Min(200, package.Bytes.Length - offset));
            if (client.Request(MessageType.UploadChunk, out status) is not { } taken || Dies(board))
            {
                return;
            }

            offset = status is ReplyStatus.Done or ReplyStatus.WrongOffset ? taken.U16() : throw new WorldViolationException($"a chunk was answered {status}");
        }

        payload = client.Begin();
        payload.Bytes(package.Digest, 0, package.Digest.Length);
        payload.U8(_chance.Below(2));
        payload.Varint(0);
        board.Jobs.Ask(job.Name, package.Name);
        world.Figures.Deployments++;
        if (client.Request(MessageType.Activate, out status) is not null && status is ReplyStatus.Done or ReplyStatus.Unchanged)
        {
            board.Jobs.Confirm(job.Name, package.Name);
        }
    }

    private bool Collect(CableClient client, SimulatedBoard board, ulong epoch, bool takes)
    {
        client.Begin();
        if (client.Request(MessageType.Info, out ReplyStatus status) is not { } info || status != ReplyStatus.Done)
        {
            return false;
        }

        info.Skip(6 + 1 + 6 + 4 + 4 + 1 + 4 + 4);
        uint next = info.U32();
        info.U32();
        uint acknowledgedTo = info.U32();
        uint storedTo = 0;
        for (; Database.Find(epoch, next) is not null; next++)
        {
            storedTo = next;
        }

        var batch = new List<DeliveredRecord>();
        bool isAll = client.ReadRecords(next, epoch, record =>
        {
            batch.Add(new DeliveredRecord(NumberOf(record), record));
            return batch.Count < 40 || TryStore(board, epoch, batch, ref storedTo);
        });
        if (!TryStore(board, epoch, batch, ref storedTo) || board.Runtime is null || Dies(board) || !takes || storedTo <= acknowledgedTo)
        {
            return isAll;
        }

        Acknowledge(client, board, epoch, (acknowledgedTo + 1, storedTo));
        return isAll;
    }

    private bool TryStore(SimulatedBoard board, ulong epoch, List<DeliveredRecord> batch, ref uint storedTo)
    {
        if (batch.Count == 0)
        {
            return true;
        }

        Database.Fate = _isCalm || !_chance.Hits(DeathPerMillion) ? StoreFate.Commits : (StoreFate)(1 + _chance.Below(3));
        try
        {
            int added = Database.Store([new DeliveryBatch(null, epoch, batch[0].Number, batch[^1].Number, batch)]);
            world.Figures.Duplicates += batch.Count - added;
            world.Trace.Note(TraceKind.Collected, board.Index, batch[0].Number, batch[^1].Number);
            storedTo = batch[^1].Number;
            batch.Clear();
            return true;
        }
        catch (HubDeathException)
        {
            world.Figures.LaptopDeaths++;
        }
        catch (IOException)
        {
            world.Figures.StoreFailures++;
        }

        world.Trace.Note(TraceKind.LaptopDied, board.Index, (long)Database.LastFate);
        batch.Clear();
        return false;
    }

    private void Acknowledge(CableClient client, SimulatedBoard board, ulong epoch, (uint First, uint Last) range)
    {
        if (board.Bus is null)
        {
            world.Checker.CheckAcknowledged(epoch, range.First, range.Last, Database, DeliveredTypes.OverCable);
        }

        ByteWriter payload = client.Begin();
        payload.U64(epoch);
        payload.U8(1);
        payload.U32(range.First);
        payload.U32(range.Last);
        if (client.Request(MessageType.Acknowledge, out ReplyStatus status) is not null && board.Bus is not null && status != ReplyStatus.NotReceiver)
        {
            throw new WorldViolationException($"a board with a hub answered a laptop's acknowledgement with {status}");
        }
    }

    private bool Dies(SimulatedBoard board)
    {
        if (_isCalm || !_chance.Hits(DeathPerMillion))
        {
            return false;
        }

        world.Figures.LaptopDeaths++;
        world.Trace.Note(TraceKind.LaptopDied, board.Index);
        return true;
    }

    private static uint NumberOf(byte[] record)
    {
        var header = new RecordHeader();
        return header.TryRead(record, 0, record.Length, new ByteReader()) ? header.Record : throw new WorldViolationException("the board streamed a damaged record");
    }
}
