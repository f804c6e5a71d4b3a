using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Jobs;
using NanoBatch.Cli.OnBoard;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Cli.Maintenance;

/// <param name="ProfilePath">The profile to send, or null to show the board's.</param>
/// <param name="To">Where the board is, or null.</param>
/// <param name="IsJson">Prints an object.</param>
internal sealed record ProvisionRequest(string? ProfilePath, string? To, bool IsJson);

/// <summary>Gives a board its profile, waits for its restart, and compares what it kept; or shows what it has.</summary>
internal sealed class ProvisionService(CliEnvironment environment)
{
    private const int RevisionMax = ushort.MaxValue;

    /// <summary>Does one of the two; the same profile once more is a success that changes nothing.</summary>
    public Task<ExitCode> RunAsync(ProvisionRequest request, CancellationToken cancel)
        => request.ProfilePath is null ? ShowAsync(request, cancel) : SendAsync(request, request.ProfilePath, cancel);

    private async Task<ExitCode> ShowAsync(ProvisionRequest request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        ProfileRecord? profile = await ReadAsync(client, cancel).ConfigureAwait(false);
        if (profile is null)
        {
            throw new BoardRefusedException(ReplyStatus.NoProfile, RefusalTable.OfRequest(ReplyStatus.NoProfile, "tell its profile", null));
        }

        IReadOnlyList<(string Key, string? Value)> settings = ProfileText.Of(profile);
        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => WriteSettings(json, settings));
            return ExitCode.Done;
        }

        int width = settings.Max(setting => setting.Key.Length);
        foreach ((string key, string? value) in settings)
        {
            environment.Out.WriteLine($"{key.PadRight(width)}  {value ?? "–"}");
        }

        return ExitCode.Done;
    }

    private async Task<ExitCode> SendAsync(ProvisionRequest request, string path, CancellationToken cancel)
    {
        BoardProfile profile = ProfileFile.Read(path);
        DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        BoardIdentity before = client.Identity;
        ProfileRecord record;
        byte[] bytes;
        ProfileRecord? old;
        bool isChanged;
        long uptimeMs;
        await using (client.ConfigureAwait(false))
        {
            uptimeMs = (await client.InfoAsync(cancel).ConfigureAwait(false)).UptimeMs;
            BoardChannelTable channels = await client.ReadChannelsAsync(cancel).ConfigureAwait(false);
            old = await ReadAsync(client, cancel).ConfigureAwait(false);
            (record, bytes) = RecordOf(path, profile, channels);
            WarnOfSecrets(path, profile.Device);
            using var line = new ProgressLine(environment, $"provisioning {profile.Id}");
            isChanged = await client.Maintenance.ProvisionAsync(bytes, line, cancel).ConfigureAwait(false);
        }

        IReadOnlyList<ProfileChange> changes = isChanged ? ProfileChange.Between(old, record) : [];
        WriteChanges(request, record, old, changes, isChanged);
        BoardIdentity after = isChanged
            ? await new RestartWatch(environment).WaitAsync(request.To, before, uptimeMs, cancel).ConfigureAwait(false)
            : before;
        await CompareAsync(request, bytes, cancel).ConfigureAwait(false);
        if (request.IsJson)
        {
            WriteJson(after, bytes.Length, changes, isChanged);
        }
        else
        {
            environment.Out.WriteLine(isChanged
                ? FormattableString.Invariant($"{after.BoardId} is provisioned: {bytes.Length} bytes, read back and compared; boot {after.Boot}, {after.Build}")
                : $"{after.BoardId}: this profile is there already, nothing changed");
        }

        return ExitCode.Done;
    }

    private (ProfileRecord Record, byte[] Bytes) RecordOf(string path, BoardProfile profile, BoardChannelTable board)
    {
        var builder = new ProfileRecordBuilder(path, environment.Variable);
        ProfileRecord? record = builder.Build(profile, board.Revision);
        if (record is not null && Crc32.Of(record.Channels, 0, record.Channels.Length) != board.Crc)
        {
            // Other channels or calibrations: reports must be told apart.
            record = builder.Build(profile, Math.Min(board.Revision + 1, RevisionMax));
        }

        byte[]? bytes = record is null ? null : builder.Encode(record);
        return bytes is null ? throw CliFailure.OfFileText(string.Join('\n', builder.Errors)) : (record!, bytes);
    }

    private static async Task<ProfileRecord?> ReadAsync(DeviceClient client, CancellationToken cancel)
    {
        byte[]? bytes = await client.Maintenance.ReadProfileAsync(cancel).ConfigureAwait(false);
        return bytes is null
            ? null
            : ProfileCodec.TryRead(bytes, bytes.Length, out _) ?? throw new DeviceMismatchException(
                "the profile that the board gave out cannot be read", "Provision it again, or use the tool that belongs to the board's version.");
    }

    /// <summary>Holds what the board kept to what was sent; its secrets it never tells.</summary>
    private async Task CompareAsync(ProvisionRequest request, byte[] sent, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        byte[]? kept = await client.Maintenance.ReadProfileAsync(cancel).ConfigureAwait(false);
        byte[] redacted = new byte[sent.Length];
        int length = ProfileCodec.Redact(sent, sent.Length, redacted);
        if (kept is null || !redacted.AsSpan(0, length).SequenceEqual(kept))
        {
            throw new DeviceMismatchException(
                "the profile that the board holds is not the one that was sent", "Provision again; if it happens again, the board's storage is at fault.");
        }
    }

    private void WarnOfSecrets(string path, DeviceSettings device)
    {
        foreach ((ProfileSecret? secret, string table) in new[] { (device.WifiPassword, "wifi"), (device.BrokerPassword, "mqtt") })
        {
            if (secret is { Source: SecretSource.InClear })
            {
                environment.Note(environment.ErrorInk.Warning("note: ") + FormattableString.Invariant(
                    $"{path}:{secret.Line}: the password of [{table}] stands in clear; {secret.Key}_env or {secret.Key}_file keep it out of the profile"));
            }
        }
    }

    private void WriteChanges(ProvisionRequest request, ProfileRecord record, ProfileRecord? old, IReadOnlyList<ProfileChange> changes, bool isChanged)
    {
        if (request.IsJson || !isChanged)
        {
            return;
        }

        foreach (ProfileChange change in old is null ? changes.Where(change => change.After is not null) : changes)
        {
            environment.Out.WriteLine(old is null ? $"  {change.Key}: {change.After}" : $"  {change.Key}: {change.Before ?? "–"} → {change.After ?? "–"}");
        }

        foreach ((string key, string? value) in ProfileText.Of(record))
        {
            if (value == ProfileText.Set && !changes.Any(change => change.Key == key))
            {
                environment.Out.WriteLine($"  {key}: sent again (a board never tells it)");
            }
        }

        environment.Out.Flush();
    }

    private static void WriteSettings(Utf8JsonWriter json, IReadOnlyList<(string Key, string? Value)> settings)
    {
        json.WriteStartObject();
        foreach ((string key, string? value) in settings)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private void WriteJson(BoardIdentity board, int length, IReadOnlyList<ProfileChange> changes, bool isChanged) => JsonOutput.WriteDocument(environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("board", board.BoardId);
        json.WriteString("outcome", isChanged ? "provisioned" : "unchanged");
        json.WriteNumber("bytes", length);
        json.WriteNumber("boot", board.Boot);
        json.WriteString("build", board.Build);
        json.WriteStartArray("changes");
        foreach (ProfileChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("key", change.Key);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
