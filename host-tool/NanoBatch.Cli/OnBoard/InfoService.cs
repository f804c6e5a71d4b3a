using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using NanoBatch.Protocol;
using NanoBatch.Results;
using Spectre.Console;

namespace NanoBatch.Cli.OnBoard;

/// <summary>Who a board is and how it is doing.</summary>
internal sealed class InfoService(CliEnvironment environment)
{
    /// <summary>Prints identity, memory, storage, counters and jobs.</summary>
    public async Task<ExitCode> RunAsync(BoardQuery request, CancellationToken cancel)
    {
        await using DeviceClient client = await BoardConnection.OpenAsync(environment, request.To, cancel).ConfigureAwait(false);
        BoardStatus status = await client.InfoAsync(cancel).ConfigureAwait(false);
        IReadOnlyList<JobListing> jobs = await client.ListJobsAsync(cancel).ConfigureAwait(false);
        BoardChannelTable channels = await client.ReadChannelsAsync(cancel).ConfigureAwait(false);
        if (request.IsJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => Write(json, client.Identity, status, jobs, channels));
        }
        else
        {
            Write(client.Identity, status, jobs, channels);
        }

        return ExitCode.Done;
    }

    private void Write(BoardIdentity board, BoardStatus status, IReadOnlyList<JobListing> jobs, BoardChannelTable channels)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn();
        void Row(string name, string text) => grid.AddRow($"[dim]{name}[/]", Markup.Escape(text));
        Row("board", board.BoardId + (board.Mac is null ? "" : $", {board.Mac}"));
        Row("firmware", FormattableString.Invariant(
            $"{board.Build}; protocol {board.ProtocolMajor}.{board.ProtocolMinor}, package format {board.PackageFormat}, opcodes {board.Opcodes}"));
        Row("store", FormattableString.Invariant($"epoch {board.Epoch:x16}, boot {board.Boot}"));
        Row("uptime", Words.Duration(status.UptimeMs));
        Row("clock", ClockText(status));
        Row("memory", FormattableString.Invariant($"{status.RingBytesUsed} of {status.RingBytesMax} bytes for samples"));
        Row("results", FormattableString.Invariant($"records {status.FirstRecord} to {status.NextRecord - 1}, taken up to {status.AcknowledgedTo}"));
        Row("storage", $"{Words.Bytes(status.LedgerBytesUsed)} of {Words.Bytes(status.LedgerBytesMax)}");
        Row("history", $"{Words.Bytes(status.HistoryBytesUsed)} of {Words.Bytes(status.HistoryBytesMax)}");
        Row("channels", FormattableString.Invariant($"{string.Join(", ", ChannelTexts(channels))}; revision {channels.Revision}"));
        foreach (JobListing job in jobs)
        {
            Row("job", FormattableString.Invariant($"{job.Name} version {job.Version}, {JobListOutput.StateTextOf(job)}, {job.Bytes} bytes, sha256 {job.Digest}…"));
        }

        Row("runs", FormattableString.Invariant($"{status.RunCount} since its start, {Words.Count(status.FaultCount, "fault")}"));
        foreach ((string name, string text) in HealthOutput.Rows(status.Health))
        {
            Row(name, text);
        }

        environment.Console.Write(grid);
        foreach (string trouble in Troubles(status))
        {
            environment.Note(environment.ErrorInk.Warning("note: ") + trouble);
        }
    }

    private static IEnumerable<string> ChannelTexts(BoardChannelTable channels)
    {
        foreach (BoardChannelEntry channel in channels.Channels)
        {
            yield return channel.Unit == "raw" ? channel.Name : $"{channel.Name} [{channel.Unit}]";
        }
    }

    private static string ClockText(BoardStatus status) => status.ClockQuality == ClockQuality.Unknown
        ? "not set"
        : $"{ResultTime.Text(status.BoardTimeMs)}, {status.ClockQuality.ToString().ToLowerInvariant()}";

    private static IEnumerable<string> Troubles(BoardStatus status)
    {
        if (status.LostJobCount > 0)
        {
            yield return Words.Count(status.LostJobCount, "job") + " could not be restored at its start: deploy again";
        }

        if (status.ClockQuality == ClockQuality.Unknown)
        {
            yield return "its clock is not set: results have no time until it is";
        }

        if (status.DroppedCount > 0)
        {
            yield return Words.Count(status.DroppedCount, "commit") + " found no room in the store: collect with 'nanobatch results --take'";
        }

        if (status.WriteFailureCount > 0)
        {
            yield return Words.Count(status.WriteFailureCount, "commit") + " failed in the storage: it may be worn";
        }

        if (status.AdcFailureCount > 0)
        {
            yield return Words.Count(status.AdcFailureCount, "reading") + " failed";
        }

        foreach (string trouble in HealthOutput.Troubles(status.Health))
        {
            yield return trouble;
        }

        if (status.RailCount > 0)
        {
            yield return Words.Count(status.RailCount, "sample") + " at 0 or 4095: look at the wiring";
        }
    }

    private static void Write(Utf8JsonWriter json, BoardIdentity board, BoardStatus status, IReadOnlyList<JobListing> jobs, BoardChannelTable channels)
    {
        json.WriteStartObject();
        json.WriteString("board", board.BoardId);
        json.WriteString("mac", board.Mac);
        json.WriteString("build", board.Build);
        json.WriteString("protocol", string.Create(CultureInfo.InvariantCulture, $"{board.ProtocolMajor}.{board.ProtocolMinor}"));
        json.WriteNumber("packageFormat", board.PackageFormat);
        json.WriteNumber("opcodes", board.Opcodes);
        json.WriteString("epoch", board.Epoch.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteNumber("boot", board.Boot);
        json.WriteNumber("uptimeSeconds", status.UptimeMs / 1000m);
        json.WriteString("time", status.ClockQuality == ClockQuality.Unknown ? null : ResultTime.Text(status.BoardTimeMs));
        json.WriteString("clock", status.ClockQuality.ToString().ToLowerInvariant());
        json.WriteNumber("ringBytes", status.RingBytesUsed);
        json.WriteNumber("ringBytesMax", status.RingBytesMax);
        json.WriteNumber("storeBytes", status.LedgerBytesUsed);
        json.WriteNumber("storeBytesMax", status.LedgerBytesMax);
        json.WriteNumber("historyBytes", status.HistoryBytesUsed);
        json.WriteNumber("historyBytesMax", status.HistoryBytesMax);
        json.WriteNumber("writes", status.CommitCount);
        json.WriteNumber("lostJobs", status.LostJobCount);
        json.WriteNumber("firstRecord", status.FirstRecord);
        json.WriteNumber("nextRecord", status.NextRecord);
        json.WriteNumber("takenTo", status.AcknowledgedTo);
        json.WriteNumber("dropped", status.DroppedCount);
        json.WriteNumber("writeFailures", status.WriteFailureCount);
        json.WriteNumber("runs", status.RunCount);
        json.WriteNumber("faults", status.FaultCount);
        json.WriteNumber("adcFailures", status.AdcFailureCount);
        json.WriteNumber("rails", status.RailCount);
        HealthOutput.Write(json, status.Health);
        json.WriteNumber("calibration", channels.Revision);
        json.WriteStartArray("channels");
        foreach (BoardChannelEntry channel in channels.Channels)
        {
            json.WriteStartObject();
            json.WriteString("name", channel.Name);
            json.WriteNumber("adc", channel.AdcInput);
            json.WriteString("unit", channel.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("jobs");
        JobListOutput.WriteArray(json, jobs);
        json.WriteEndObject();
    }
}
