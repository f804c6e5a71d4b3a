using System;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>A board's configuration, log and self-test, over the client that made it; throws what the client throws.</summary>
public sealed class BoardMaintenance
{
    private const int ChunkHead = 2;
    private const string TakeProfile = "take a profile";
    private const string RunSelfTest = "run its self-test";

    private readonly RequestExchange _exchange;
    private readonly int _chunkBytes;

    internal BoardMaintenance(RequestExchange exchange, BoardIdentity board)
    {
        _exchange = exchange;
        _chunkBytes = Math.Clamp(board.LargestPayloadBytes, ChunkHead + 1, FrameFormat.PayloadMax) - ChunkHead;
    }

    /// <summary>Sends a profile record; the board checks it, stores it and restarts.</summary>
    /// <param name="record">Header, sections, CRC.</param>
    /// <param name="progress">Share of the bytes that the board has, or null.</param>
    /// <param name="cancel">Leaves the board with its old or its new profile, never between.</param>
    /// <returns>False where the board had this very record: nothing changed, and it does not restart.</returns>
    public async Task<bool> ProvisionAsync(byte[] record, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentOutOfRangeException.ThrowIfLessThan(record.Length, ProfileCodec.Crc, nameof(record));
        if (record.Length > ProfileLimits.RecordBytesMax)
        {
            throw Refused((ReplyStatus)ProfileStatus.TooLong);
        }

        for (int round = 0; ; round++)
        {
            await SendAsync(record, progress, cancel);
            ByteWriter payload = _exchange.Begin();
            payload.Bytes(record, record.Length - ProfileCodec.Crc, ProfileCodec.Crc);
            Reply reply = await _exchange.AskAsync(MessageType.CommitProvision, TakeProfile, cancel);
            if (reply.Status is ReplyStatus.Done or ReplyStatus.Unchanged)
            {
                return reply.Status == ReplyStatus.Done;
            }

            if (reply.Status == (ReplyStatus)ProfileStatus.JobTooOften && reply.Reader.Left > 0)
            {
                throw new BoardRefusedException(reply.Status, JobTooOften(reply));
            }

            // A board that restarted since has lost the upload, or has the profile already; once is bad luck.
            if (reply.Status is not (ReplyStatus.NoUpload or ReplyStatus.DigestMismatch) || round > 0)
            {
                throw Refused(reply.Status);
            }
        }
    }

    /// <summary>Reads the stored profile's record without its secrets; null where none was ever provisioned.</summary>
    public async Task<byte[]?> ReadProfileAsync(CancellationToken cancel)
    {
        byte[] record = [];
        int have = 0;
        do
        {
            _exchange.Begin().U16(have);
            Reply reply = await _exchange.AskAsync(MessageType.ReadProfile, "tell its profile", cancel);
            if (reply.Status == ReplyStatus.NoProfile)
            {
                return null;
            }

            if (reply.Status != ReplyStatus.Done)
            {
                throw Refused(reply.Status);
            }

            int total = reply.Reader.U16();
            byte[] part = reply.Rest();
            record = have == 0 ? new byte[total] : record;
            reply.Reader.IsBad |= total != record.Length || part.Length == 0 || part.Length > total - have;
            reply.Check();
            part.CopyTo(record, have);
            have += part.Length;
        }
        while (have < record.Length);
        return record;
    }

    /// <summary>Reads the log from a line on.</summary>
    public async Task<LogPage> ReadLogAsync(uint from, CancellationToken cancel)
    {
        _exchange.Begin().U32(from);
        return LogPage.Read(await _exchange.AskForAsync(MessageType.ReadLog, "tell its log", null, cancel));
    }

    /// <summary>Starts a group of the self-test.</summary>
    /// <returns>False where one is running, or there is no room for one now.</returns>
    public async Task<bool> StartSelfTestAsync(int group, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        _exchange.Begin().U8(group);
        Reply reply = await _exchange.AskAsync(MessageType.StartSelfTest, RunSelfTest, cancel);
        return reply.Status switch
        {
            ReplyStatus.Done => true,
            ReplyStatus.SelfTestBusy => false,
            _ => throw Refused(reply.Status, RunSelfTest),
        };
    }

    /// <summary>How the group that was started last stands; asking before the first one tells how many there are.</summary>
    public async Task<SelfTestState> PollSelfTestAsync(CancellationToken cancel)
    {
        _exchange.Begin();
        return SelfTestState.Read(await _exchange.AskForAsync(MessageType.PollSelfTest, RunSelfTest, null, cancel));
    }

    /// <summary>Sends what the board does not have yet, a chunk at a time: a record has a few hundred bytes as a rule.</summary>
    private async Task SendAsync(byte[] record, IProgress<double>? progress, CancellationToken cancel)
    {
        ByteWriter begin = _exchange.Begin();
        begin.U16(record.Length);
        begin.Bytes(record, record.Length - ProfileCodec.Crc, ProfileCodec.Crc);
        Reply reply = await _exchange.AskAsync(MessageType.BeginProvision, TakeProfile, cancel);
        int have = Position(reply, 0);
        while (have < record.Length)
        {
            progress?.Report((double)have / record.Length);
            int count = Math.Min(_chunkBytes, record.Length - have);
            ByteWriter payload = _exchange.Begin();
            payload.U16(have);
            payload.Bytes(record, have, count);
            reply = await _exchange.AskAsync(MessageType.ProvisionChunk, TakeProfile, cancel);
            have = Position(reply, have + count);
        }

        progress?.Report(1);
    }

    /// <summary>Where the board says that it stands; less than what was sent would go on for ever.</summary>
    private static int Position(Reply reply, int least)
    {
        if (reply.Status != ReplyStatus.Done)
        {
            throw Refused(reply.Status);
        }

        int position = reply.Reader.U16();
        reply.Reader.IsBad |= position < least;
        reply.Check();
        return position;
    }

    private static Refusal JobTooOften(Reply reply)
    {
        string job = reply.Reader.Name(Limits.NameLengthMax);
        Refusal words = ProfileRefusals.OfJob(job, reply.Reader.U32(), reply.Reader.U32());
        reply.Check();
        return words;
    }

    private static BoardRefusedException Refused(ReplyStatus status, string request = TakeProfile) => new(status, (int)status >= ProfileRefusals.FirstStatus
        ? ProfileRefusals.Of((ProfileStatus)status)
        : RefusalTable.OfRequest(status, request, null));
}
