using System.Threading.Tasks;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>A hub's own broker where a test's broker is wanted.</summary>
internal sealed class OfHub : TestBroker
{
    public OfHub(TestHub hub)
        : base(BrokerSetup.Open)
    {
        Port = hub.Address.Port;
    }

    public override Task StartAsync() => Task.CompletedTask;

    public override Task KillAsync() => Task.CompletedTask;
}
