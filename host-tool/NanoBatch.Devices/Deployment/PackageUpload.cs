using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Brings a package's bytes to the board: several chunks in flight within its receive window, resumed where they broke off.</summary>
internal sealed class PackageUpload
{
    private const int InFlightMax = 1024;

    // Kept free of chunks: the board's driver takes bytes in while the board works, and a question may follow them.
    private const int WindowReserve = 256;
    private const int ChunkHead = 2;
    private const string Request = "take a package";

    private readonly RequestExchange _exchange;
    private readonly byte[] _package;
    private readonly byte[] _digest;
    private readonly int _chunkBytes;
    private readonly int _windowBytes;
    private readonly Dictionary<int, int> _bytesInFlight = [];
    private int _inFlight;

    public PackageUpload(RequestExchange exchange, BoardIdentity board, byte[] package, byte[] digest)
    {
        _exchange = exchange;
        _package = package;
        _digest = digest;
        _chunkBytes = Math.Clamp(board.LargestPayloadBytes, ChunkHead + 1, FrameFormat.PayloadMax) - ChunkHead;
        _windowBytes = Math.Min(InFlightMax, board.ReceiveWindowBytes - WindowReserve);
    }

    /// <summary>Sends everything that the board does not have yet.</summary>
    /// <exception cref="BoardRefusedException">The board does not take it.</exception>
    /// <exception cref="DeviceUnreachableException">No progress in as many rounds as the client has attempts.</exception>
    public async Task SendAsync(IProgress<DeployProgress>? progress, CancellationToken cancel)
    {
        int confirmed = await BeginAsync(cancel);
        int furthest = confirmed;
        int roundsWithoutProgress = 0;
        while (confirmed < _package.Length)
        {
            progress?.Report(new DeployProgress(DeployStage.Sending, confirmed, _package.Length));
            if (await SendFromAsync(confirmed, cancel))
            {
                break;
            }

            // Something was lost. The answer to this question comes after those to all chunks before it, so nothing is in flight then.
            confirmed = await BeginAsync(cancel);
            roundsWithoutProgress = confirmed > furthest ? 0 : roundsWithoutProgress + 1;
            furthest = Math.Max(furthest, confirmed);
            if (roundsWithoutProgress >= _exchange.Options.Attempts)
            {
                throw _exchange.Unanswered(Request);
            }
        }

        progress?.Report(new DeployProgress(DeployStage.Sending, _package.Length, _package.Length));
    }

    /// <summary>Opens or resumes the upload; the offset of the first byte that the board lacks.</summary>
    private async Task<int> BeginAsync(CancellationToken cancel)
    {
        ByteWriter payload = _exchange.Begin();
        payload.U16(_package.Length);
        payload.Bytes(_digest, 0, _digest.Length);
        Reply reply = await _exchange.AskAsync(MessageType.BeginUpload, Request, cancel);
        if (reply.Status != ReplyStatus.Done)
        {
            throw Refused(reply.Status);
        }

        int offset = reply.Reader.U16();
        reply.Check();
        _bytesInFlight.Clear();
        _inFlight = 0;
        return Math.Min(offset, _package.Length);
    }

    /// <summary>Sends chunks from an offset on.</summary>
    /// <returns>True when the board has everything; false when it lacks something and does not wait for it.</returns>
    private async Task<bool> SendFromAsync(int offset, CancellationToken cancel)
    {
        int sent = offset;
        long deadline = _exchange.Port.After(_exchange.Options.ReplyTimeout);
        while (true)
        {
            while (sent < _package.Length && HasRoom(sent))
            {
                sent += await PostChunkAsync(sent, cancel);
                deadline = _exchange.Port.After(_exchange.Options.ReplyTimeout);
            }

            ReceivedFrame? frame = await _exchange.Port.ReceiveAsync(deadline, cancel);
            if (frame is null)
            {
                return false;
            }

            if (frame.Type != (MessageType.UploadChunk | MessageType.ReplyBit) || !_bytesInFlight.Remove(frame.Id, out int bytes))
            {
                continue;
            }

            _inFlight -= bytes;
            deadline = _exchange.Port.After(_exchange.Options.ReplyTimeout);
            var reply = new Reply(frame.Payload, Request);
            if (reply.Status is ReplyStatus.WrongOffset or ReplyStatus.NoUpload)
            {
                return false;
            }

            if (reply.Status != ReplyStatus.Done)
            {
                throw Refused(reply.Status);
            }

            int received = reply.Reader.U16();
            reply.Check();
            if (received >= _package.Length)
            {
                return true;
            }

            if (_bytesInFlight.Count == 0 && sent == _package.Length)
            {
                return false;
            }
        }
    }

    private bool HasRoom(int offset)
        => _inFlight == 0 || _inFlight + FramePort.EncodedMax(ChunkHead + ChunkAt(offset)) <= _windowBytes;

    private int ChunkAt(int offset) => Math.Min(_chunkBytes, _package.Length - offset);

    private async Task<int> PostChunkAsync(int offset, CancellationToken cancel)
    {
        int count = ChunkAt(offset);
        ByteWriter payload = _exchange.Begin();
        payload.U16(offset);
        payload.Bytes(_package, offset, count);
        int bytes = FramePort.EncodedMax(payload.Position);
        int id = await _exchange.PostAsync(MessageType.UploadChunk, cancel);
        _bytesInFlight[id] = bytes;
        _inFlight += bytes;
        return count;
    }

    private BoardRefusedException Refused(ReplyStatus status) => new(status, (int)status < RefusalTable.FirstGeneralStatus
        ? RefusalTable.OfPackage((PackageStatus)status, (uint)_package.Length, Limits.PackageBytesMax, new RefusalContext(_package, null))
        : RefusalTable.OfRequest(status, Request, null));
}
