using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using NanoBatch.Application;
using NanoBatch.Esp32;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Mqtt.Tests.Conformance;

/// <summary>The device's own bus, topics, inbox, session and stream on a broker; only the thread that drives them is this side's.</summary>
internal sealed class DeviceBusBench : IBusBench
{
    private const string Board = "field-7";
    private const string Stem = NanoBatch.Mqtt.Topics.DefaultPrefix + "/" + Board + "/";
    private const int AnswerMs = 30_000;

    private readonly TestBroker _broker;
    private readonly MqttBus _bus;
    private readonly TopicNames _topics = new(NanoBatch.Mqtt.Topics.DefaultPrefix, Board);
    private readonly Eventual _eventual = new();
    private readonly HashSet<BrokerMessage> _taken = [];
    private readonly ManualResetEventSlim _end = new();
    private Task _driving = Task.CompletedTask;
    private TestClient? _other;

    public DeviceBusBench(TestBroker broker)
    {
        _broker = broker;
        _bus = new MqttBus(new Wake(() => { }), new Wake(_eventual.Happened));
    }

    public IMessageBus Bus => _bus;

    public async Task ConnectAsync()
    {
        _other = await TestClient.ConnectAsync(_broker, "suite", Stem + "#");
        _driving = Task.Factory.StartNew(Drive, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await UntilAsync(() => _bus.ConnectionNumber != 0, "a session");
    }

    public async Task CutAsync()
    {
        int session = _other!.Session;
        int number = _bus.ConnectionNumber;
        await _broker.KillAsync();
        await UntilAsync(() => _bus.ConnectionNumber != number, "the loss");
        await _broker.StartAsync();
        await _other.SessionAsync(session);
        _other.Forget();
    }

    public Task SendAsync(string tail, byte[] payload) => _other!.PublishAsync(Stem + tail, payload);

    public Task UntilAsync(Func<bool> holds, string what) => _eventual.UntilAsync(holds, what);

    public async Task<(string Tail, byte[] Payload)> NextAsync()
    {
        BrokerMessage message = await _other!.HearAsync(m => !NetBusBench.IsOwn(m) && !_taken.Contains(m), "a message of the board");
        _taken.Add(message);
        return (message.Topic[Stem.Length..], message.Payload);
    }

    public async ValueTask DisposeAsync()
    {
        _end.Set();
        await _driving;
        _end.Dispose();
        if (_other is not null)
        {
            await _other.DisposeAsync();
        }

        await _broker.DisposeAsync();
    }

    /// <summary>One session after another, each used once and thrown away, as the device's network thread does.</summary>
    private void Drive()
    {
        var profile = new ProfileRecord { BrokerHost = _broker.Address.Host, BrokerPort = _broker.Address.Port };
        while (!_end.Wait(20))
        {
            int token = _bus.NewToken();
            var session = new MqttSession(new TcpStream(), new SessionInbox(_bus, _topics, token), new WallMachine(), Board);
            try
            {
                if (session.Connect(profile, _topics.Status, [1]) && Array.TrueForAll(_topics.Subscriptions, topic => session.Subscribe(topic, AnswerMs)))
                {
                    _bus.Open(token);
                    Serve(session, token);
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The broker is away: the next session may find it.
            }
            finally
            {
                session.Close();
                _bus.Close(token);
                _eventual.Happened();
            }
        }
    }

    private void Serve(MqttSession session, int token)
    {
        while (session.IsUp && !_end.Wait(1))
        {
            session.Receive();
            while (session.IsUp && _bus.Take(token, _topics, out string topic) is { } payload)
            {
                session.Publish(topic, payload, false);
                _eventual.Happened();
            }
        }
    }

    private sealed class Wake(Action set) : IWakeSignal
    {
        public void Set() => set();

        public void Wait(int milliseconds) => throw new NotSupportedException("nobody waits here");
    }

    /// <summary>The clock of a session's deadlines, and nothing else.</summary>
    private sealed class WallMachine : IMachine
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public long NowMs => _watch.ElapsedMilliseconds;

        public long ClockUtcMs { get; set; }

        public int ResetCause => 0;

        public int FreeHeapBytes() => throw new NotSupportedException();

        public uint Random() => throw new NotSupportedException();

        public void Wait(int milliseconds) => throw new NotSupportedException();

        public IWakeSignal NewSignal() => throw new NotSupportedException();

        public void Start(IThreadBody body) => throw new NotSupportedException();

        public void Restart() => throw new NotSupportedException();

        public void DeepSleep(long milliseconds) => throw new NotSupportedException();
    }
}
