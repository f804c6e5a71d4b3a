using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Kill.Deploying;

/// <summary>The runtime on a thread of its own behind a noisy pseudo-terminal, in real time; it can lose power and be looked into.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PtyBoard : IAdc, IDisposable
{
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly BoardConfig _config;
    private readonly Thread _thread;
    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private Board _board;
    private volatile bool _stops;

    public PtyBoard(int windowBytes)
    {
        Line = new NoisyPty(windowBytes);
        Line.WhenArrived(() => _wake.Set());
        _config = new BoardConfig { BoardId = "field-7", EpochSeed = 7, ReceiveWindowBytes = windowBytes };
        _config.Channels.Add(new BoardChannel { Name = "soil1" });
        _board = new Board(_config, this, Store, [Line], null, 0);
        _thread = new Thread(Run) { IsBackground = true, Name = "board behind a pty" };
        _thread.Start();
    }

    public NoisyPty Line { get; }

    public MemoryStore Store { get; } = new();

    private long NowMs => (long)Stopwatch.GetElapsedTime(_startTicks).TotalMilliseconds;

    /// <inheritdoc/>
    public int Read(int channel) => 2000;

    /// <summary>Loses power and starts again over the same files.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            Line.Forget();
            _board = new Board(_config, this, Store, [Line], null, NowMs);
        }
    }

    /// <summary>Looks into the board between two of its steps.</summary>
    public T Look<T>(Func<Board, T> at)
    {
        lock (_gate)
        {
            return at(_board);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stops = true;
        _wake.Set();
        _thread.Join();
        Line.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_stops)
        {
            long nowMs = NowMs;
            long nextMs;
            lock (_gate)
            {
                nextMs = _board.Step(nowMs);
            }

            if (nextMs > nowMs)
            {
                _wake.WaitOne(TimeSpan.FromMilliseconds(Math.Clamp(nextMs - nowMs, 1, (long)s_longestSleep.TotalMilliseconds)));
            }
        }
    }
}
