using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Mqtt;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>One board at the far end of a transport: everything that it can be asked.</summary>
/// <remarks>
/// One call at a time. Lost, doubled and damaged frames cost time, never correctness: requests are retried with their id, which a board answers
/// again and does not do again. Every method throws <see cref="DeviceUnreachableException"/> when the board stops answering,
/// <see cref="BoardRefusedException"/> when it says no and <see cref="DeviceMismatchException"/> when its answer cannot be meant.
/// </remarks>
public sealed class DeviceClient : IAsyncDisposable
{
    // Count u8 and epoch u64 before them, 8 bytes each.
    private const int RangesPerRequest = (FrameFormat.PayloadMax - 9) / 8;

    private readonly RequestExchange _exchange;
    private BoardIdentity? _identity;

    /// <param name="transport">Not connected yet; the client owns it from now on.</param>
    /// <param name="options">Patience; null takes the usual.</param>
    /// <param name="time">For timeouts.</param>
    public DeviceClient(IByteTransport transport, DeviceClientOptions? options, TimeProvider time)
    {
        _exchange = new RequestExchange(new FramePort(transport, time), options ?? new DeviceClientOptions());
    }

    /// <summary>What the board said of itself.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="ConnectAsync"/>.</exception>
    public BoardIdentity Identity => _identity ?? throw new InvalidOperationException("the client is not connected");

    /// <summary>Configuration, log and self-test of the board.</summary>
    public BoardMaintenance Maintenance => new(_exchange, Identity);

    /// <summary>The far end in words.</summary>
    public string Name => _exchange.Port.Name;

    /// <summary>Finds the board of an address, connects and says Hello.</summary>
    public static Task<DeviceClient> OpenAsync(BoardAddress address, DeviceClientOptions? options, TimeProvider time, CancellationToken cancel)
        => OpenAsync(address, null, options, time, cancel);

    /// <summary>Finds the board of an address, connects and says Hello.</summary>
    /// <param name="address">Where the board is.</param>
    /// <param name="credentials">For its broker; null takes what the address says. Means nothing to other kinds of addresses.</param>
    /// <param name="options">Patience; null takes the usual one of a cable or of a radio.</param>
    /// <param name="time">For timeouts.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public static async Task<DeviceClient> OpenAsync(
        BoardAddress address, BrokerCredentials? credentials, DeviceClientOptions? options, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Kind == BoardAddressKind.SerialAuto)
        {
            address = await new BoardFinder(time).FindAsync(address.Baud, cancel);
        }

        options ??= address.Kind == BoardAddressKind.Mqtt ? DeviceClientOptions.ForRadio : new DeviceClientOptions();
        var client = new DeviceClient(TransportFactory.Create(address, credentials, time), options, time);
        try
        {
            await client.ConnectAsync(cancel);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the transport and says Hello.</summary>
    public async Task<BoardIdentity> ConnectAsync(CancellationToken cancel)
    {
        await _exchange.Port.ConnectAsync(cancel);
        return await HelloAsync(cancel);
    }

    /// <summary>Exchanges versions and identities; a board of another major version is refused.</summary>
    public async Task<BoardIdentity> HelloAsync(CancellationToken cancel)
    {
        ByteWriter payload = _exchange.Begin();
        payload.U8(ProtocolVersion.Major);
        payload.U8(ProtocolVersion.Minor);
        Reply reply = await _exchange.AskForAsync(MessageType.Hello, "say who it is", null, cancel);
        _identity = BoardIdentity.Read(reply);
        return _identity.ProtocolMajor == ProtocolVersion.Major
            ? _identity
            : throw new BoardRefusedException(ReplyStatus.WrongProtocol, RefusalTable.OfRequest(ReplyStatus.WrongProtocol, "say who it is", null));
    }

    /// <summary>Memory, storage, counters.</summary>
    public async Task<BoardStatus> InfoAsync(CancellationToken cancel)
    {
        _exchange.Begin();
        return BoardStatus.Read(await _exchange.AskForAsync(MessageType.Info, "say how it is", null, cancel));
    }

    /// <summary>The active jobs in the order of their activation.</summary>
    public async Task<IReadOnlyList<JobListing>> ListJobsAsync(CancellationToken cancel)
    {
        var jobs = new List<JobListing>();
        int total;
        do
        {
            _exchange.Begin().U8(jobs.Count);
            Reply reply = await _exchange.AskForAsync(MessageType.ListJobs, "list its jobs", null, cancel);
            total = reply.Reader.U8();
            int next = reply.Reader.U8();
            int before = jobs.Count;
            while (jobs.Count < next && !reply.Reader.IsBad)
            {
                jobs.Add(JobListing.Read(reply.Reader));
            }

            // A page without a job would ask for the same page for ever.
            reply.Reader.IsBad |= jobs.Count == before && before < total;
            reply.Check();
        }
        while (jobs.Count < total);
        return jobs;
    }

    /// <summary>Sends a package, activates it, reads it back and compares it.</summary>
    /// <param name="package">The package's bytes; not changed.</param>
    /// <param name="force">True replaces a newer version of the job.</param>
    /// <param name="statedSteps">Worst-case steps of the dearest task as the compiler stated them, 0 where nobody did; the board refuses another figure than its own.</param>
    /// <param name="progress">Told after every step, or null.</param>
    /// <param name="cancel">Leaves the board in its old or its new state, never between.</param>
    public Task<DeployOutcome> DeployAsync(byte[] package, bool force, int statedSteps, IProgress<DeployProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentOutOfRangeException.ThrowIfNegative(statedSteps);
        return new PackageDeployment(this, _exchange, package).RunAsync(force, statedSteps, progress, cancel);
    }

    /// <summary>Makes the tasks of a job due now: those on demand, or all where it has none.</summary>
    public Task RunAsync(string job, CancellationToken cancel) => ChangeJobAsync(MessageType.RunJob, "run", job, cancel);

    /// <summary>Stops the runs of a job; its samples go on.</summary>
    public Task PauseAsync(string job, CancellationToken cancel) => ChangeJobAsync(MessageType.PauseJob, "pause", job, cancel);

    /// <summary>Lets a paused job run again.</summary>
    public Task ResumeAsync(string job, CancellationToken cancel) => ChangeJobAsync(MessageType.ResumeJob, "resume", job, cancel);

    /// <summary>Takes a job off the board; results that it made stay.</summary>
    public Task RemoveAsync(string job, CancellationToken cancel) => ChangeJobAsync(MessageType.RemoveJob, "remove", job, cancel);

    /// <summary>Reads records, header and CRC included, in rising order and without a loss; nothing is trimmed on the board.</summary>
    /// <param name="from">Least record number wanted; the board begins with the first that it still stores.</param>
    /// <param name="count">Most records wanted.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <remarks>A number that does not come is not on the board: everything up to the last record read may be acknowledged.</remarks>
    public IAsyncEnumerable<byte[]> ReadRecordsAsync(uint from, int count, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new RecordStream(_exchange, Identity.Epoch, RecordSource.Ledger).ReadAsync(from, count, cancel);
    }

    /// <summary>Reads blocks of raw counts, records as they lie in the board's history, in rising order and without a loss.</summary>
    /// <param name="sinceUtcMs">Milliseconds since 1970, not negative: where the board may begin; older blocks may come too, and undated ones.</param>
    /// <param name="cancel">Ends the reading.</param>
    public IAsyncEnumerable<byte[]> ReadHistoryAsync(long sinceUtcMs, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceUtcMs);
        return new RecordStream(_exchange, Identity.Epoch, RecordSource.History(sinceUtcMs)).ReadAsync(RecordSource.BoardChooses, int.MaxValue, cancel);
    }

    /// <summary>Tells the board that records are stored safely; it may drop them then.</summary>
    /// <param name="epoch">Store that the records came from.</param>
    /// <param name="ranges">What is stored, in any order; only what continues the board's acknowledged prefix counts.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>Last record of the acknowledged prefix.</returns>
    public async Task<uint> AcknowledgeAsync(ulong epoch, IReadOnlyList<RecordSpan> ranges, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        RecordSpan[] ordered = [.. ranges.OrderBy(range => range.First)];
        uint acknowledgedTo = 0;
        for (int start = 0; start == 0 || start < ordered.Length; start += RangesPerRequest)
        {
            int count = Math.Min(RangesPerRequest, ordered.Length - start);
            ByteWriter payload = _exchange.Begin();
            payload.U64(epoch);
            payload.U8(count);
            foreach (RecordSpan range in ordered.AsSpan(start, count))
            {
                payload.U32(range.First);
                payload.U32(range.Last);
            }

            Reply reply = await _exchange.AskForAsync(MessageType.Acknowledge, "take an acknowledgement", null, cancel);
            acknowledgedTo = reply.Reader.U32();
            reply.Check();
        }

        return acknowledgedTo;
    }

    /// <summary>Sets the board's clock.</summary>
    /// <param name="utcMs">Milliseconds since 1970.</param>
    /// <param name="quality">Where the time comes from; not unknown.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The clock after that.</returns>
    public async Task<BoardTime> SetClockAsync(long utcMs, ClockQuality quality, CancellationToken cancel)
    {
        ByteWriter payload = _exchange.Begin();
        payload.U48(utcMs);
        payload.U8((int)quality);
        return BoardTime.Read(await _exchange.AskForAsync(MessageType.SetClock, "set its clock", null, cancel));
    }

    /// <summary>Reads the board's clock.</summary>
    public async Task<BoardTime> GetClockAsync(CancellationToken cancel)
    {
        _exchange.Begin();
        return BoardTime.Read(await _exchange.AskForAsync(MessageType.GetClock, "tell its time", null, cancel));
    }

    /// <summary>Reads the board's channels with wiring, unit and calibration.</summary>
    public async Task<BoardChannelTable> ReadChannelsAsync(CancellationToken cancel)
    {
        byte[] record = [];
        int have = 0;
        Reply reply;
        do
        {
            _exchange.Begin().U16(have);
            reply = await _exchange.AskForAsync(MessageType.ReadChannels, "list its channels", null, cancel);
            int total = reply.Reader.U16();
            byte[] part = reply.Rest();
            record = have == 0 ? new byte[total] : record;
            reply.Reader.IsBad |= total != record.Length || part.Length == 0 || part.Length > total - have;
            reply.Check();
            part.CopyTo(record, have);
            have += part.Length;
        }
        while (have < record.Length);
        BoardChannelTable? table = BoardChannelTable.TryRead(record);
        reply.Reader.IsBad |= table is null;
        reply.Check();
        return table!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _exchange.Port.DisposeAsync();

    private async Task ChangeJobAsync(int type, string verb, string job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!NameRule.IsName(job, true))
        {
            throw new BoardRefusedException(ReplyStatus.UnknownJob, RefusalTable.OfRequest(ReplyStatus.UnknownJob, verb, job));
        }

        _exchange.Begin().Name(job);
        await _exchange.AskForAsync(type, $"{verb} a job", job, cancel);
    }
}
