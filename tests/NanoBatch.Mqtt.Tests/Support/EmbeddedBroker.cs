using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>MQTTnet's server in this process.</summary>
internal sealed class EmbeddedBroker(BrokerSetup setup) : TestBroker(setup)
{
    private MqttServer? _server;

    public override async Task StartAsync()
    {
        MqttServerOptionsBuilder options = new MqttServerOptionsBuilder().WithConnectionBacklog(100);
        if (Setup.Certificates is { } certificates)
        {
            X509Certificate2 identity = PemFiles.LoadIdentity(certificates.ServerCertificate, certificates.ServerKey);
            options.WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointPort(Port).WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
                .WithEncryptedEndpointBoundIPV6Address(IPAddress.None).WithTlsEndpointReuseAddress()
                .WithEncryptionCertificate(identity).WithEncryptionSslProtocol(SslProtocols.Tls12 | SslProtocols.Tls13);
            if (Setup.WantsClientCertificate)
            {
                options.WithClientCertificate((_, shown, _, _) => shown is not null && certificates.IsOurs(shown), false);
            }
        }
        else
        {
            options.WithDefaultEndpoint().WithDefaultEndpointPort(Port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
                .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointReuseAddress();
        }

        _server = new MqttServerFactory().CreateMqttServer(options.Build());
        _server.ValidatingConnectionAsync += connection =>
        {
            bool isKnown = Setup.User is null || (connection.UserName == Setup.User && connection.Password == Setup.Password);
            connection.ReasonCode = isKnown ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        try
        {
            await _server.StartAsync();
        }
        catch (SocketException e)
        {
            throw new BrokerDidNotStartException($"port {Port} is taken", e);
        }
    }

    public override async Task KillAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync(new MqttServerStopOptions());
            server.Dispose();
        }
    }
}
