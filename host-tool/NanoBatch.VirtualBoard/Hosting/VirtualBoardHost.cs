using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>A virtual board: the firmware's own runtime on a thread of its own, with links, a store, a signal and a clock behind its seams.</summary>
/// <remarks>
/// With <see cref="BoardClockMode.Max"/> time runs only while data remain, a job is active and no client is in the middle of something (DECISIONS 53), so
/// that a deployment never races the clock and two equal sessions give equal records.
/// </remarks>
public sealed class VirtualBoardHost : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly BoardClockMode _mode;
    private readonly IReadOnlyList<HostLink> _links;
    private readonly MqttNetBus? _bus;
    private readonly BoardStart _boardStart;
    private SignalAdc _adc;
    private Board _board;
    private readonly long _startUtcMs;
    private readonly long _lastMs;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEventSlim _ended = new(false);
    private readonly Thread _thread;
    private long _anchorTicks;
    private long _statusTicks;
    private long _steppedMs;
    private volatile bool _stops;
    private volatile Exception? _failure;

    /// <summary>Builds the board and restores its store; nothing runs before <see cref="Start"/>.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="signal">What its inputs see.</param>
    /// <param name="store">Its files.</param>
    /// <param name="links">Its links; the host disposes of them.</param>
    /// <param name="mode">Speed of its clock.</param>
    /// <param name="startUtcMs">UTC at the start, ms.</param>
    /// <param name="endUtcMs">UTC at which time stops for want of data, or <see cref="long.MaxValue"/>.</param>
    /// <param name="epochSeed">Epoch of a store that turns out to be new; not zero.</param>
    /// <param name="time">Source of real time.</param>
    /// <param name="bus">Its broker, or null; the caller connects it and disposes of it after the host.</param>
    public VirtualBoardHost(
        BoardProfile profile,
        ISignal signal,
        IStore store,
        IReadOnlyList<HostLink> links,
        BoardClockMode mode,
        long startUtcMs,
        long endUtcMs,
        ulong epochSeed,
        TimeProvider time,
        MqttNetBus? bus = null)
    {
        _time = time;
        _mode = mode;
        _links = links;
        _startUtcMs = startUtcMs;
        _lastMs = endUtcMs == long.MaxValue ? long.MaxValue : endUtcMs - startUtcMs;
        _bus = bus;
        _boardStart = new BoardStart(profile, () => BoardSetup.From(profile, mode), signal, store, [.. links.Cast<IByteLink>()], bus, startUtcMs, epochSeed);
        (_board, _adc, HasStoredProfile) = _boardStart.Run(0, BoardStart.PowerOn);
        foreach (HostLink link in links)
        {
            link.Arrived = () => _wake.Set();
        }

        if (bus is not null)
        {
            bus.StatusOf = new BoardStatusText(() => _board, () => Volatile.Read(ref _steppedMs)).Write;
            bus.Arrived = () => _wake.Set();
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "board " + profile.Id };
    }

    /// <summary>Golden vectors for hosts that ask for them; set before <see cref="Start"/>, null for none.</summary>
    public ISelfTest? SelfTest
    {
        get => _board.SelfTest;
        set => _board.SelfTest = value;
    }

    /// <summary>The board's label: its stored profile's where it has one.</summary>
    public string BoardId => _board.Config.BoardId;

    /// <summary>True where the board runs on a profile that was provisioned into its store, and not on the one that it was started with.</summary>
    public bool HasStoredProfile { get; private set; }

    /// <summary>URIs at which the board can be reached.</summary>
    public IEnumerable<string> Addresses => _bus is null ? _links.Select(link => link.Address) : _links.Select(link => link.Address).Append(_bus.Address);

    /// <summary>True when the data are at their end and every run is finished.</summary>
    public bool HasEnded => _ended.IsSet;

    /// <summary>What ended the board's thread before it was told to, or null.</summary>
    public Exception? Failure => _failure;

    /// <summary>Lets the board run.</summary>
    public void Start()
    {
        _anchorTicks = _time.GetTimestamp();
        _statusTicks = _anchorTicks;
        _thread.Start();
    }

    /// <summary>Waits until the data are at their end.</summary>
    /// <returns>False where the token was cancelled first.</returns>
    public bool WaitForEnd(CancellationToken cancel)
    {
        try
        {
            _ended.Wait(cancel);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stops = true;
        _wake.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        foreach (HostLink link in _links)
        {
            link.Dispose();
        }

        if (_bus is null)
        {
            _wake.Dispose();    // else a task of the bus may be about to ring it
        }

        _ended.Dispose();
    }

    private void Run()
    {
        try
        {
            if (_mode.IsMax)
            {
                RunMax();
            }
            else
            {
                RunTimed();
            }
        }
#pragma warning disable CA1031 // the board's thread has no caller: what ended it is kept for whoever asks
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
        }
    }

    /// <summary>Time follows the wall clock, times the rate, and stops at the end of the data.</summary>
    private void RunTimed()
    {
        while (!_stops)
        {
            double elapsedMs = _time.GetElapsedTime(_anchorTicks).TotalMilliseconds * _mode.Rate;
            long nowMs = Math.Min((long)elapsedMs, _lastMs);
            long nextMs = Step(nowMs);
            if (nextMs <= nowMs)
            {
                continue;
            }

            if (nowMs == _lastMs)
            {
                _ended.Set();
            }

            double waitMs = Math.Min((nextMs - elapsedMs) / _mode.Rate, s_longestSleep.TotalMilliseconds);
            _wake.WaitOne(TimeSpan.FromMilliseconds(Math.Max(1, waitMs)));
        }
    }

    /// <summary>Time leaps from one event to the next, and stands while a client is at work or nothing wants to be computed.</summary>
    private void RunMax()
    {
        long nowMs = 0;
        while (!_stops)
        {
            long nextMs = Step(nowMs);
            if (nextMs <= nowMs)
            {
                continue;
            }

            if (_board.Jobs.Count == 0)
            {
                _wake.WaitOne(s_longestSleep);
            }
            else if (nextMs > _lastMs)
            {
                _ended.Set();
                _wake.WaitOne(s_longestSleep);
            }
            else if (AClientIsAtWork())
            {
                _wake.WaitOne(s_quiet / 4);
            }
            else
            {
                nowMs = nextMs;
            }
        }
    }

    private long Step(long nowMs)
    {
        _adc.UtcMs = _startUtcMs + nowMs;
        Volatile.Write(ref _steppedMs, nowMs);
        if (_bus is not null && _time.GetElapsedTime(_statusTicks) >= MqttNetBus.StatusInterval)
        {
            _statusTicks = _time.GetTimestamp();
            _bus.RefreshStatus();
        }

        long nextMs = _board.Step(nowMs);
        if (!_board.IsRestartAsked)
        {
            return nextMs;
        }

        // The reply is in the link's queue. A board that starts anew reads everything from its store, as after a power cut; only its time runs on.
        ISelfTest? selfTest = _board.SelfTest;
        (_board, _adc, HasStoredProfile) = _boardStart.Run(nowMs, BoardStart.SoftwareRestart);
        _board.SelfTest = selfTest;
        return nowMs;
    }

    private bool AClientIsAtWork()
    {
        foreach (HostLink link in _links)
        {
            if (link.HasClient && link.LastTraffic != 0 && _time.GetElapsedTime(link.LastTraffic) < s_quiet)
            {
                return true;
            }
        }

        return _bus is not null && _bus.IsAtWork;
    }
}
