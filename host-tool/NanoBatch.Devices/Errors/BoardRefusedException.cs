using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>The board understood, and said no.</summary>
public sealed class BoardRefusedException : DeviceException
{
    public BoardRefusedException(ReplyStatus reply, Refusal refusal)
        : base(refusal.Message, refusal.Help)
    {
        Reply = reply;
        Need = refusal.Need;
        Limit = refusal.Limit;
    }

    /// <summary>The reply's first byte.</summary>
    public ReplyStatus Reply { get; }

    /// <summary>Why a package was refused; <see cref="PackageStatus.Accepted"/> where the refusal is not about a package.</summary>
    public PackageStatus Status => (byte)Reply < RefusalTable.FirstGeneralStatus ? (PackageStatus)Reply : PackageStatus.Accepted;

    /// <summary>What the package asks for: bytes, steps, jobs or tasks; the place of the channel in the job for one that the board does not have.</summary>
    public long Need { get; }

    /// <summary>What the board has of it, in the same unit.</summary>
    public long Limit { get; }

    /// <inheritdoc/>
    public override int ExitCode => 4;
}
