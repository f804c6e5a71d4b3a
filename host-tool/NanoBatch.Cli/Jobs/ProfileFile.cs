using System.Linq;
using NanoBatch.Language;
using NanoBatch.Language.Checking;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Jobs;

/// <summary>A board profile that the user named.</summary>
internal static class ProfileFile
{
    /// <summary>Reads a profile.</summary>
    /// <exception cref="CliFailure">Exit code 1, with every mistake of the file.</exception>
    public static BoardProfile Read(string path)
    {
        ProfileReading reading = ProfileReader.Read(path);
        return reading.IsOk ? reading.Profile : throw CliFailure.OfFileText(string.Join('\n', reading.Errors));
    }

    /// <summary>Reads a profile where one was named.</summary>
    public static BoardProfile? ReadOptional(string? path) => path is null ? null : Read(path);

    /// <summary>What the compiler needs to know of it.</summary>
    public static BoardChannels? ChannelsOf(BoardProfile? profile) => profile is null
        ? null
        : new BoardChannels(profile.Id, [.. profile.Channels.Select(channel => new BoardChannel(channel.Name, channel.Unit, channel.IsCalibrated))]);

    /// <summary>What the board holds, for the compiler's own refusal.</summary>
    public static BoardCapacity? CapacityOf(BoardProfile? profile) => profile is null
        ? null
        : new BoardCapacity(profile.ArenaBytes, profile.Channels.Where(IsBent).Select(channel => channel.Name).ToHashSet());

    /// <summary>Bit c where the board's calibration of channel c of a package has more than one segment: its passes are dearer.</summary>
    public static int BentChannelsOf(BoardProfile? profile, JobPackage package)
    {
        int bent = 0;
        for (int c = 0; c < package.ChannelCount; c++)
        {
            bool isBent = profile?.Channels.FirstOrDefault(channel => channel.Name == package.Channels[c].Name) is { } found && IsBent(found);
            bent |= isBent ? 1 << c : 0;
        }

        return bent;
    }

    private static bool IsBent(ChannelProfile channel) => channel.Calibration.Count > 2;
}
