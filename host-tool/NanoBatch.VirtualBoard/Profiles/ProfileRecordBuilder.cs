using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Makes of a profile the record that a board takes: secrets and certificates are read now, from variables and files.</summary>
/// <param name="path">The profile's path: messages begin with it, and files are named relative to its folder.</param>
/// <param name="variable">Environment variables.</param>
public sealed class ProfileRecordBuilder(string path, Func<string, string?> variable)
{
    private const int SecretFileBytesMax = 64 * 1024;

    private readonly ProfileErrors _errors = new(path);

    /// <summary>What is wrong, in file order; empty where <see cref="Build"/> gave a record.</summary>
    public IReadOnlyList<ProfileError> Errors => _errors.InFileOrder;

    /// <summary>The record, or null beside <see cref="Errors"/>.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="revision">Revision of its channel table: the board's own where the channels are the same, else one more.</param>
    public ProfileRecord? Build(BoardProfile profile, int revision)
    {
        ArgumentNullException.ThrowIfNull(profile);
        DeviceSettings device = profile.Device;
        ProfileRecord record = new()
        {
            BoardId = profile.Id,
            Target = profile.Target ?? "",
            ArenaBytes = profile.ArenaBytes,
            Channels = ChannelRecord(profile, revision),
            SerialPort = device.SerialPort,
            SerialBaud = device.SerialBaud,
            SerialTxPin = device.SerialTxPin,
            SerialRxPin = device.SerialRxPin,
            WifiName = device.WifiName,
            WifiPassword = PasswordOf(device.WifiPassword),
            BrokerHost = device.BrokerHost,
            BrokerPort = device.BrokerPort,
            BrokerTls = device.BrokerTls,
            BrokerUser = device.BrokerUser,
            BrokerPassword = Read(device.BrokerPassword),
            TopicPrefix = device.TopicPrefix,
            CaCertificate = PemOf(device.CaCertificate, "CERTIFICATE"),
            ClientCertificate = PemOf(device.ClientCertificate, "CERTIFICATE"),
            ClientKey = PemOf(device.ClientKey, "PRIVATE KEY"),
            TimeServer = device.TimeServer,
            ProbePowerPin = device.ProbePowerPin,
            ProbeSettleMs = device.ProbeSettleMs,
            SupplyChannel = device.SupplyChannel,
            SupplyWriteMin = device.SupplyWriteMin,
            Sleeps = device.Sleeps,
            LedPin = device.LedPin,
            LedIsActiveLow = device.LedIsActiveLow,
        };
        return Errors.Count == 0 ? record : null;
    }

    /// <summary>The record's bytes, or null beside <see cref="Errors"/> where it is longer than a board takes.</summary>
    public byte[]? Encode(ProfileRecord record)
    {
        byte[] buffer = new byte[ushort.MaxValue];
        int length = ProfileCodec.Write(record, buffer);
        if (length is > 0 and <= ProfileLimits.RecordBytesMax)
        {
            return buffer[..length];
        }

        _errors.Report(0, 0, FormattableString.Invariant($"the profile takes {length} bytes, and a board keeps {ProfileLimits.RecordBytesMax}"),
            "use fewer channels or calibration points, or certificates with elliptic curves, which are shorter");
        return null;
    }

    private static byte[] ChannelRecord(BoardProfile profile, int revision)
    {
        var table = Hosting.BoardSetup.ChannelsOf(profile);
        table.Revision = revision;
        byte[] buffer = new byte[ChannelTable.RecordBytesMax];
        return buffer[..table.WriteRecord(buffer)];
    }

    private string PasswordOf(ProfileSecret? secret)
    {
        string password = Read(secret);
        if (secret is not null && password.Length is > 0 and < ProfileLimits.WifiPasswordBytesMin)
        {
            _errors.Report(secret.Line, secret.Column, FormattableString.Invariant($"a Wi-Fi password has at least {ProfileLimits.WifiPasswordBytesMin} characters"), null);
        }

        return password;
    }

    private string PemOf(ProfileSecret? file, string label)
    {
        string text = Read(file);
        if (file is null || text.Length == 0)
        {
            return "";
        }

        bool isPem = PemEncoding.TryFind(text, out PemFields fields) && text[fields.Label].EndsWith(label, StringComparison.Ordinal);
        if (!isPem)
        {
            _errors.Report(file.Line, file.Column, $"'{file.Text}' has no -----BEGIN {label}-----",
                "name a PEM file; 'openssl x509 -in FILE -out FILE.pem' makes one of a certificate");
        }

        return isPem ? text : "";
    }

    /// <summary>The text of a secret or a file; empty where there is none, or after a report.</summary>
    private string Read(ProfileSecret? secret)
    {
        if (secret is null)
        {
            return "";
        }

        string? text = secret.Source switch
        {
            SecretSource.InClear => secret.Text,
            SecretSource.Variable => VariableOf(secret),
            _ => FileOf(secret),
        };
        string? fault = text is null ? null : TableReader.FaultOf(text, secret.BytesMax);
        if (fault is not null)
        {
            _errors.Report(secret.Line, secret.Column, $"'{secret.Key}' {fault}", null);
        }

        return fault is null ? text ?? "" : "";
    }

    private string? VariableOf(ProfileSecret secret)
    {
        string? text = variable(secret.Text);
        if (string.IsNullOrEmpty(text))
        {
            _errors.Report(secret.Line, secret.Column, $"the environment variable {secret.Text} is not set", $"set it to the {secret.Key} for this command");
            return null;
        }

        return text;
    }

    private string? FileOf(ProfileSecret secret)
    {
        string file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", secret.Text);
        void report(int line, int column, string message, string? hint) => _errors.Report(secret.Line, secret.Column, $"'{secret.Text}': {message}", hint);
        string? text = TextFile.Read(file, SecretFileBytesMax, report)?.TrimEnd('\r', '\n');
        if (text == "")
        {
            _errors.Report(secret.Line, secret.Column, $"'{secret.Text}' is empty", null);
        }

        return text;
    }
}
