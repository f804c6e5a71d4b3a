using NanoBatch.Runtime;
using NanoBatch.VirtualBoard.Hosting;

namespace NanoBatch.Load;

/// <summary>A board's broker behind a radio that is switched on now and then: what was committed meanwhile goes out together.</summary>
internal sealed class RadioBus(MqttNetBus bus) : IMessageBus
{
    /// <summary>Whether the radio is on.</summary>
    public bool IsOn { get; set; }

    public int ConnectionNumber => bus.ConnectionNumber;

    public string RequestClient => bus.RequestClient;

    public bool Publish(BusTopic topic, byte[] buffer, int offset, int count) => IsOn && bus.Publish(topic, buffer, offset, count);

    public byte[]? Receive(out BusTopic topic) => bus.Receive(out topic);

    public bool Reply(string client, byte[] buffer, int offset, int count) => bus.Reply(client, buffer, offset, count);
}
