using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>One package to one board: sent, activated, read back and compared byte by byte.</summary>
internal sealed class PackageDeployment
{
    private const int ForceFlag = 1;
    private const int ShortDigestBytes = 8;
    private const string ReadBack = "give a package back";

    private readonly DeviceClient _client;
    private readonly RequestExchange _exchange;
    private readonly byte[] _package;
    private readonly byte[] _digest;

    public PackageDeployment(DeviceClient client, RequestExchange exchange, byte[] package)
    {
        _client = client;
        _exchange = exchange;
        _package = package;
        _digest = SHA256.HashData(package);
    }

    public async Task<DeployOutcome> RunAsync(bool force, int statedSteps, IProgress<DeployProgress>? progress, CancellationToken cancel)
    {
        if (_package.Length > ushort.MaxValue)
        {
            throw await RefusedAsync(PackageStatus.TooLong, (uint)_package.Length, Limits.PackageBytesMax, cancel);
        }

        DeployOutcome? outcome = null;
        for (int round = 0; outcome is null; round++)
        {
            await new PackageUpload(_exchange, _client.Identity, _package, _digest).SendAsync(progress, cancel);
            progress?.Report(new DeployProgress(DeployStage.Activating, 0, _package.Length));

            // A board that restarted since has lost the upload; once is bad luck.
            outcome = await ActivateAsync(force, statedSteps, mayBeLost: round == 0, cancel);
        }

        await CompareAsync(progress, cancel);
        return outcome.Value;
    }

    private async Task<DeployOutcome?> ActivateAsync(bool force, int statedSteps, bool mayBeLost, CancellationToken cancel)
    {
        const string Request = "activate a package";
        ByteWriter payload = _exchange.Begin();
        payload.Bytes(_digest, 0, _digest.Length);
        payload.U8(force ? ForceFlag : 0);
        payload.Varint(statedSteps);
        Reply reply = await _exchange.AskAsync(MessageType.Activate, Request, cancel);
        if (reply.Status is ReplyStatus.Done or ReplyStatus.Unchanged)
        {
            return reply.Status == ReplyStatus.Done ? DeployOutcome.Activated : DeployOutcome.Unchanged;
        }

        if ((int)reply.Status < RefusalTable.FirstGeneralStatus)
        {
            uint need = reply.Reader.U32();
            uint limit = reply.Reader.U32();
            reply.Check();
            throw await RefusedAsync((PackageStatus)reply.Status, need, limit, cancel);
        }

        if (reply.Status == ReplyStatus.NoUpload && mayBeLost)
        {
            return null;
        }

        throw new BoardRefusedException(reply.Status, RefusalTable.OfRequest(reply.Status, Request, null));
    }

    /// <summary>The refusal with channels and units by name, as far as the board tells them.</summary>
    private async Task<BoardRefusedException> RefusedAsync(PackageStatus status, uint need, uint limit, CancellationToken cancel)
    {
        BoardChannelTable? board = null;
        if (status is PackageStatus.UnknownChannel or PackageStatus.UnitMismatch)
        {
            try
            {
                board = await _client.ReadChannelsAsync(cancel);
            }
            catch (DeviceException)
            {
                // The refusal is what the user must hear; the names only make it better.
            }
        }

        return new BoardRefusedException((ReplyStatus)status, RefusalTable.OfPackage(status, need, limit, new RefusalContext(_package, board)));
    }

    private async Task CompareAsync(IProgress<DeployProgress>? progress, CancellationToken cancel)
    {
        int offset = 0;
        while (offset < _package.Length)
        {
            progress?.Report(new DeployProgress(DeployStage.ReadingBack, offset, _package.Length));
            ByteWriter payload = _exchange.Begin();
            payload.Bytes(_digest, 0, ShortDigestBytes);
            payload.U16(offset);
            Reply reply = await _exchange.AskAsync(MessageType.ReadPackage, ReadBack, cancel);
            if (reply.Status != ReplyStatus.Done)
            {
                throw Different();
            }

            int total = reply.Reader.U16();
            byte[] part = reply.Rest();
            reply.Check();
            if (total != _package.Length || part.Length == 0 || part.Length > _package.Length - offset
                || !part.AsSpan().SequenceEqual(_package.AsSpan(offset, part.Length)))
            {
                throw Different();
            }

            offset += part.Length;
        }

        progress?.Report(new DeployProgress(DeployStage.ReadingBack, offset, _package.Length));
    }

    private static DeviceMismatchException Different() => new(
        "the package that the board holds is not the one that was sent",
        "Deploy again; if it happens again, the board's memory or storage is at fault.");
}
