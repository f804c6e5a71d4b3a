using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Results;
using NanoBatch.Runtime;
using NanoBatch.SelfTest;
using NanoBatch.VirtualBoard.Hosting;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Boards;

/// <param name="ProfilePath">Profile, or null for the sample board.</param>
/// <param name="Listen">TCP addresses to listen on.</param>
/// <param name="HasPty">Whether to open a pseudo-terminal too.</param>
/// <param name="DataPath">Recorded readings, or null for the signal model.</param>
/// <param name="Clock">Speed of its time.</param>
/// <param name="StatePath">Folder that keeps its storage, or null.</param>
/// <param name="Mqtt">Broker to join, or null.</param>
/// <param name="Count">Number of boards, 1 or more; more than one need a broker.</param>
internal sealed record BoardRequest(
    string? ProfilePath, IReadOnlyList<string> Listen, bool HasPty, string? DataPath, BoardClockMode Clock, string? StatePath, string? Mqtt, int Count);

/// <summary>Runs a virtual board until it is told to stop.</summary>
internal sealed class BoardService(CliEnvironment environment)
{
    /// <summary>Where a board listens when nothing else is said.</summary>
    public const string DefaultListen = "tcp://127.0.0.1:0";

    // How much modelled weather a board without recorded data goes through at full speed.
    private static readonly TimeSpan s_season = TimeSpan.FromDays(90);
    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints a line for each link, then serves.</summary>
    public async Task<ExitCode> RunAsync(BoardRequest request, CancellationToken cancel)
    {
        BoardProfile profile = request.ProfilePath is null ? SampleBoard.Profile : Jobs.ProfileFile.Read(request.ProfilePath);
        BrokerTarget? target = request.Mqtt is null ? null : BrokerTarget.Read(request.Mqtt, environment);
        BoardInput input = InputOf(request, profile, cancel);
        return target is not null && request.Count > 1
            ? await new FleetService(environment).RunAsync(request, profile, target, input, cancel).ConfigureAwait(false)
            : await RunOneAsync(request, profile with { Id = target?.BoardId ?? profile.Id }, target, input, cancel).ConfigureAwait(false);
    }

    private async Task<ExitCode> RunOneAsync(BoardRequest request, BoardProfile profile, BrokerTarget? target, BoardInput input, CancellationToken cancel)
    {
        IStore store = StoreOf(request.StatePath);
        var links = new List<HostLink>();
        try
        {
            OpenLinks(request, links);
        }
        catch
        {
            links.ForEach(link => link.Dispose());
            throw;
        }

        // A profile that was provisioned into the state has an id of its own; what --mqtt says counts more.
        string busId = target?.BoardId ?? new ProfileFile(store).Load()?.BoardId ?? profile.Id;
        await using MqttNetBus? bus = target?.Open(busId, environment.Note, environment.Time);
        using var host = new VirtualBoardHost(
            profile, input.SignalOf(0), store, links, request.Clock, input.StartMs, input.EndMs, DrawEpoch(), environment.Time, bus);
        host.SelfTest = new GroupSelfTest();
        string id = host.BoardId;
        bool hasStoredProfile = host.HasStoredProfile;
        host.Start();
        if (bus is not null)
        {
            await bus.ConnectAsync(cancel).ConfigureAwait(false);
        }

        foreach (string address in host.Addresses)
        {
            environment.Out.WriteLine($"nanobatch board {id} listening on {address}");
        }

        environment.Out.Flush();
        if (hasStoredProfile)
        {
            environment.Note(environment.ErrorInk.Warning("note: ")
                + $"the board runs on the profile that was provisioned into its state ('{id}'), not on {request.ProfilePath ?? "the sample board's"}");
        }

        environment.Note(environment.ErrorInk.Faint($"time starts at {ResultTime.Text(input.StartMs)}; Ctrl-C ends the board"));
        return await ServeAsync(environment, () => host.Failure, () => host.HasEnded, input.EndMs, cancel).ConfigureAwait(false);
    }

    /// <summary>Watches over boards until they are told to stop.</summary>
    public static async Task<ExitCode> ServeAsync(
        CliEnvironment environment, Func<Exception?> findFailure, Func<bool> hasEnded, long endMs, CancellationToken cancel)
    {
        bool isTold = false;
        using var timer = new PeriodicTimer(s_watch, environment.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                if (findFailure() is { } failure)
                {
                    throw new InvalidOperationException("the board's thread ended", failure);
                }

                if (hasEnded() && !isTold)
                {
                    isTold = true;
                    environment.Note($"the data are at their end, {ResultTime.Text(endMs)}; the board stays reachable");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // A stop is how a board ends; which one it was decides about the exit code.
        }

        return environment.WasTerminated() ? ExitCode.Done : ExitCode.Interrupted;
    }

    private BoardInput InputOf(BoardRequest request, BoardProfile profile, CancellationToken cancel)
    {
        if (request.DataPath is not null)
        {
            ReplayData data = DataFile.Read(environment, request.DataPath, profile, needed: null, cancel);
            return new BoardInput(_ => new RecordedSignal(data), data.FirstMs, data.LastMs);
        }

        DateTimeOffset now = environment.Time.GetUtcNow();
        DateTimeOffset start = request.Clock.IsMax ? new DateTimeOffset(now.UtcDateTime.Date - s_season, TimeSpan.Zero) : now;
        long endMs = request.Clock.IsMax ? (start + s_season).ToUnixTimeMilliseconds() : long.MaxValue;
        long startMs = start.ToUnixTimeMilliseconds();
        return new BoardInput(place => new ModelledSignal(profile, startMs, seed: place + 1), startMs, endMs);
    }

    /// <summary>Storage in a folder, or in memory.</summary>
    public static IStore StoreOf(string? folder)
    {
        if (folder is null)
        {
            return new MemoryStore();
        }

        try
        {
            return new FolderStore(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliFailure.OfFile(folder, $"the folder cannot be used: {e.Message.TrimEnd('.')}", "name a folder that you may write to");
        }
    }

    private static void OpenLinks(BoardRequest request, List<HostLink> links)
    {
        IReadOnlyList<string> listen = request.Listen.Count == 0 && !request.HasPty && request.Mqtt is null ? [DefaultListen] : request.Listen;
        foreach (string text in listen)
        {
            IPEndPoint endPoint = ListenAddress.Parse(text);
            try
            {
                links.Add(new TcpLink(endPoint));
            }
            catch (SocketException e)
            {
                throw CliFailure.Usage($"cannot listen on {text}: {e.Message}", "port 0 takes a free port");
            }
        }

        if (!request.HasPty)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            throw CliFailure.Usage("Windows has no pseudo-terminals", "use --listen, and reach the board over TCP");
        }

        try
        {
            links.Add(new PtyLink());
        }
        catch (IOException e)
        {
            throw CliFailure.Usage(e.Message, "use --listen, and reach the board over TCP");
        }
    }

    /// <summary>An epoch names a store for ever, so it comes from the system's own chance.</summary>
    public static ulong DrawEpoch() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
}
