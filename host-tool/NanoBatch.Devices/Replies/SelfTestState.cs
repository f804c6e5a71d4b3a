using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>How the group of a board's self-test that was started last stands.</summary>
/// <param name="GroupCount">Groups that the board has.</param>
/// <param name="IsRunning">True before the group's last case.</param>
/// <param name="PassedCount">Cases that came out.</param>
/// <param name="FailedCount">Cases that did not.</param>
/// <param name="OutputCrc">CRC-32 of the lines that the group wrote.</param>
/// <param name="Name">The group.</param>
/// <param name="FirstFailure">The first line that is not ok, perhaps cut; empty where there is none.</param>
public sealed record SelfTestState(int GroupCount, bool IsRunning, long PassedCount, long FailedCount, uint OutputCrc, string Name, string FirstFailure)
{
    internal static SelfTestState Read(Reply reply)
    {
        ByteReader reader = reply.Reader;
        int groups = reader.U8();
        bool isRunning = reader.U8() != 0;
        long passed = reader.U32();
        long failed = reader.U32();
        uint crc = reader.U32();
        var state = new SelfTestState(groups, isRunning, passed, failed, crc, reader.Text(255), reader.Text(255));
        reply.Check();
        return state;
    }
}
