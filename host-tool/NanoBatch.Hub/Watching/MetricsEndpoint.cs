using System;
using System.Globalization;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace NanoBatch.Hub;

/// <summary>The metrics as Prometheus reads them, at <c>http://address/metrics</c>.</summary>
public sealed class MetricsEndpoint : IDisposable
{
    private readonly MeterProvider _provider;

    private MetricsEndpoint(MeterProvider provider, string address)
    {
        _provider = provider;
        Address = address;
    }

    /// <summary>What to give Prometheus.</summary>
    public string Address { get; }

    /// <summary>Opens it.</summary>
    /// <param name="endPoint">Where to listen; a loopback address is reached from this machine alone.</param>
    /// <exception cref="HubException">The address is taken, or not this machine's.</exception>
    public static MetricsEndpoint Open(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        string host = endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any) ? "+"
            : endPoint.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{endPoint.Address}]" : endPoint.Address.ToString();
        string prefix = string.Create(CultureInfo.InvariantCulture, $"http://{host}:{endPoint.Port}/");
        try
        {
            MeterProvider provider = Sdk.CreateMeterProviderBuilder()
                .AddMeter(HubMetrics.MeterName)
                .AddPrometheusHttpListener(options =>
                {
                    options.Host = host;
                    options.Port = endPoint.Port;
                    options.ScopeInfoEnabled = false;
                })
                .Build();
            return new MetricsEndpoint(provider, prefix + "metrics");
        }
        catch (Exception e) when (e is HttpListenerException or System.Net.Sockets.SocketException or InvalidOperationException or ArgumentException)
        {
            throw new HubException($"the metrics cannot be served at {endPoint} ({e.Message.TrimEnd('.')})", "Name a free address with --metrics, or 'none'.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();
}
