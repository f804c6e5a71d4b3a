using System;
using System.Globalization;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Why a board refuses a profile, in words, and the remedy: one row for each status, held complete by a test.</summary>
public static class ProfileRefusals
{
    /// <summary>Replies from here on are a <see cref="ProfileStatus"/>.</summary>
    public const int FirstStatus = (int)ProfileStatus.TooShort;

    private const string Again = "Provision again; the board still has its old profile.";
    private const string UpdateFirmware = "Flash the firmware that belongs to this tool's version ('nanobatch flash'), or use the tool that belongs to the board's.";

    private const string TooOftenHelp =
        "Deploy the job with longer periods or remove it ('nanobatch remove NAME'), then provision again; or use a profile that does not sleep. The board still has its old one.";

    /// <summary>The words for a profile that lets the board sleep and would cost it a job.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="needMs">Its shortest period.</param>
    /// <param name="limitMs">The shortest one that a board takes which sleeps.</param>
    public static Refusal OfJob(string job, long needMs, long limitMs) => new(
        $"job '{job}' samples or runs every {Seconds(needMs)} s, and a board that sleeps, as this profile lets it, takes nothing under {Seconds(limitMs)} s: it would be lost",
        TooOftenHelp)
    { Need = needMs, Limit = limitMs };

    /// <summary>The words for a refused profile.</summary>
    /// <param name="status">Not <see cref="ProfileStatus.Accepted"/>.</param>
    public static Refusal Of(ProfileStatus status) => status switch
    {
        ProfileStatus.TooShort => new("the profile record is shorter than any can be", Again),
        ProfileStatus.TooLong => new(
            FormattableString.Invariant($"the profile record is longer than the {ProfileLimits.RecordBytesMax} bytes that a board keeps"),
            "Use fewer channels or calibration points, or certificates with elliptic curves, which are shorter."),
        ProfileStatus.BadMagic => new("the bytes are no profile record", Again),
        ProfileStatus.UnsupportedFormat => new("the board does not know this format of profile records", UpdateFirmware),
        ProfileStatus.AuthenticationUnsupported => new("the profile is signed, and the board cannot check signatures", UpdateFirmware),
        ProfileStatus.BadCrc => new("the profile record fails its checksum", Again),
        ProfileStatus.BadSections => new("the profile record's sections are malformed", UpdateFirmware),
        ProfileStatus.Redacted => new("the profile record was read from a board and lacks its secrets", "Provision from the profile's file."),
        ProfileStatus.BadBoard => new("the board does not take the profile's id, target or memory", "Look at [board] and [memory] of the profile."),
        ProfileStatus.BadChannels => new("the board does not take the profile's channels", "Look at names, adc and calibrations of the [[channel]] tables."),
        ProfileStatus.BadSerial => new("the board does not take the profile's serial link", "Look at [serial] of the profile."),
        ProfileStatus.BadWifi => new("the board does not take the profile's Wi-Fi", "Look at [wifi] of the profile."),
        ProfileStatus.BadBroker => new("the board does not take the profile's broker", "Look at [mqtt] of the profile."),
        ProfileStatus.BadCertificate => new(
            FormattableString.Invariant($"the board does not take a certificate or key of the profile: each may have {ProfileLimits.PemBytesMax} bytes"),
            "Look at ca, cert and key in [mqtt] of the profile."),
        ProfileStatus.BadClock => new("the board does not take the profile's time server", "Look at [clock] of the profile."),
        ProfileStatus.BadPower => new("the board does not take the profile's power settings", "Look at [power] of the profile; supply must be one of its channels."),
        ProfileStatus.BadSleep => new("the board does not take the profile's sleep settings", "Look at [sleep] of the profile."),
        ProfileStatus.JobTooOften => new("a job on the board samples or runs too often for a board that sleeps, as this profile lets it", TooOftenHelp),
        ProfileStatus.BadLed => new("the board does not take the profile's LED", "Look at [led] of the profile."),
        _ => new($"the board refuses the profile with status {((byte)status).ToString(CultureInfo.InvariantCulture)}, which this version does not know", UpdateFirmware),
    };

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
}
