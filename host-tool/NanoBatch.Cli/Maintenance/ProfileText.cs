using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using NanoBatch.Devices;
using NanoBatch.Protocol;

namespace NanoBatch.Cli.Maintenance;

/// <summary>A profile record as names and values for people and programs. No secret is ever among them.</summary>
internal static class ProfileText
{
    /// <summary>What stands for a secret that is set.</summary>
    public const string Set = "set";

    /// <summary>Every setting under its key in the profile; null where it is not set.</summary>
    public static IReadOnlyList<(string Key, string? Value)> Of(ProfileRecord profile)
    {
        List<(string, string?)> settings =
        [
            ("board.id", profile.BoardId),
            ("board.target", OrNull(profile.Target)),
            ("memory.arena_bytes", Number(profile.ArenaBytes)),
        ];
        if (BoardChannelTable.TryRead(profile.Channels) is { } table)
        {
            settings.AddRange(table.Channels.Select(channel => ($"channel.{channel.Name}", (string?)TextOf(channel))));
        }

        settings.AddRange(
        [
            ("serial.port", profile.SerialPort == 0 ? "none" : Number(profile.SerialPort)),
            ("serial.baud", Number(profile.SerialBaud)),
            ("serial.tx", Pin(profile.SerialTxPin)),
            ("serial.rx", Pin(profile.SerialRxPin)),
            ("wifi.ssid", OrNull(profile.WifiName)),
            ("wifi.password", Secret(profile, profile.WifiPassword, ProfileRecord.WifiPasswordBit)),
        ]);
        if (profile.BrokerHost.Length > 0)
        {
            settings.AddRange(
            [
                ("mqtt.host", profile.BrokerHost),
                ("mqtt.port", Number(profile.BrokerPort)),
                ("mqtt.tls", profile.BrokerTls switch { 12 => "1.2", 13 => "1.3", _ => "off" }),
                ("mqtt.user", OrNull(profile.BrokerUser)),
                ("mqtt.password", Secret(profile, profile.BrokerPassword, ProfileRecord.BrokerPasswordBit)),
                ("mqtt.prefix", profile.TopicPrefix),
                ("mqtt.ca", Pem(profile.CaCertificate)),
                ("mqtt.cert", Pem(profile.ClientCertificate)),
                ("mqtt.key", Secret(profile, profile.ClientKey, ProfileRecord.ClientKeyBit)),
            ]);
        }

        settings.AddRange(
        [
            ("clock.server", OrNull(profile.TimeServer)),
            ("power.probe_pin", Pin(profile.ProbePowerPin)),
            ("power.probe_settle", profile.ProbeSettleMs == 0 ? null : Number(profile.ProbeSettleMs) + "ms"),
            ("power.supply", OrNull(profile.SupplyChannel)),
            ("power.write_min", profile.SupplyChannel.Length == 0 ? null : profile.SupplyWriteMin.ToString("R", CultureInfo.InvariantCulture)),
            ("sleep.enabled", profile.Sleeps ? "true" : "false"),
            ("led.pin", Pin(profile.LedPin)),
            ("led.active_low", profile.LedIsActiveLow ? "true" : "false"),
        ]);
        return settings;
    }

    private static string TextOf(BoardChannelEntry channel)
    {
        IEnumerable<string> points = channel.Points.Select(point => FormattableString.Invariant($"[{point.Raw:R}, {point.Value:R}]"));
        return FormattableString.Invariant($"adc {channel.AdcInput}, {channel.Unit}") + (channel.Points.Count == 0 ? "" : $", {string.Join(' ', points)}");
    }

    private static string? Secret(ProfileRecord profile, string text, int bit) => text.Length > 0 || (profile.WithheldSecrets & bit) != 0 ? Set : null;

    /// <summary>Certificates are public; a short digest tells one from another.</summary>
    private static string? Pem(string text)
        => text.Length == 0 ? null : "PEM, sha256 " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16] + "…";

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static string Pin(int pin) => pin switch
    {
        ProfileRecord.NoPin => "none",
        ProfileRecord.DefaultPin => "the target's",
        _ => Number(pin),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
