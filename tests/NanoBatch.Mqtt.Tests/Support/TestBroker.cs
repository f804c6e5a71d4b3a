using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>A broker on the loopback interface that can be killed and started again on its port, and remembers nothing over that.</summary>
internal abstract class TestBroker : IAsyncDisposable
{
    /// <summary>The one in this process.</summary>
    public const string Embedded = "embedded";

    /// <summary>The Debian package, where it is installed.</summary>
    public const string Mosquitto = "mosquitto";

    private const int PortTries = 5;

    protected TestBroker(BrokerSetup setup)
    {
        Setup = setup;
    }

    public int Port { get; protected set; }

    public BrokerAddress Address => BrokerAddress.Of("127.0.0.1", Port, Setup.Certificates is not null);

    /// <summary>Whether it knows shared subscriptions; MQTTnet's server refuses them.</summary>
    public bool CanShare => this is MosquittoBroker;

    protected BrokerSetup Setup { get; }

    /// <summary>Starts one on a free port; skips the test where there is no mosquitto.</summary>
    public static async Task<TestBroker> StartAsync(string kind, BrokerSetup? setup = null)
    {
        TestBroker broker = kind == Embedded ? new EmbeddedBroker(setup ?? BrokerSetup.Open) : new MosquittoBroker(setup ?? BrokerSetup.Open);
        await broker.StartOnFreePortAsync();
        return broker;
    }

    /// <summary>Starts on a port that nobody has.</summary>
    public async Task StartOnFreePortAsync()
    {
        for (int tries = 1; ; tries++)
        {
            Port = FreePort();
            try
            {
                await StartAsync();
                return;
            }
            catch (BrokerDidNotStartException) when (tries < PortTries)
            {
                // Somebody took the port between our look and the broker's.
            }
        }
    }

    /// <summary>Starts on <see cref="Port"/>.</summary>
    public abstract Task StartAsync();

    /// <summary>Ends without a word to anybody.</summary>
    public abstract Task KillAsync();

    public virtual async ValueTask DisposeAsync() => await KillAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
