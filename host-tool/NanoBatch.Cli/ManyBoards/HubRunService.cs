using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using NanoBatch.Hub;
using NanoBatch.Mqtt;
using NanoBatch.Results;

namespace NanoBatch.Cli.ManyBoards;

/// <param name="Listen">Port, or address and port, of the embedded broker; null is the usual port.</param>
/// <param name="Broker">Another broker in its place, or null.</param>
/// <param name="Prefix">First levels of topics on the embedded broker.</param>
/// <param name="Database">Where results go, or null.</param>
/// <param name="Metrics">Where metrics are served, or null.</param>
/// <param name="UsersPath">File of users, or null.</param>
/// <param name="Technicians">Who may ask every board.</param>
/// <param name="IsAnonymous">Lets anybody in from other machines.</param>
/// <param name="CertificatePath">Certificate of the embedded broker, or null.</param>
/// <param name="KeyPath">Its key, or null where it is in the same file.</param>
/// <param name="ClientAuthoritiesPath">Who vouches for peers, or null.</param>
/// <param name="IsJsonLog">Logs JSON.</param>
internal sealed record HubRunRequest(
    string? Listen,
    string? Broker,
    string? Prefix,
    string? Database,
    string? Metrics,
    string? UsersPath,
    IReadOnlyList<string> Technicians,
    bool IsAnonymous,
    string? CertificatePath,
    string? KeyPath,
    string? ClientAuthoritiesPath,
    bool IsJsonLog);

/// <summary>Runs a hub until it is told to stop.</summary>
internal sealed class HubRunService(CliEnvironment environment)
{
    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(500);

    /// <summary>Prints where boards reach it, then serves.</summary>
    public async Task<ExitCode> RunAsync(HubRunRequest request, CancellationToken cancel)
    {
        HubOptions options = OptionsOf(request);
        var log = new HubLogWriter(environment, request.IsJsonLog, LogLevel.Information);
        await using var hub = new HubService(options, log, environment.Time);
        try
        {
            await hub.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (HubException e)
        {
            throw CliFailure.Of(ExitCode.Unreachable, e.Message, e.Help);
        }

        string where = options.Broker is { } broker ? $"listening to {broker.Address}"
            : $"listening on {(options.Listen!.Certificate is null ? "mqtt" : "mqtts")}://{hub.EndPoint}";
        environment.Out.WriteLine($"nanobatch hub {where}, results in {options.Store.Display}");
        environment.Out.Flush();
        return await ServeAsync(hub, cancel).ConfigureAwait(false);
    }

    private async Task<ExitCode> ServeAsync(HubService hub, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(s_watch, environment.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                if (hub.Failure is { } failure)
                {
                    throw new InvalidOperationException("the hub's collector ended", failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // A stop is how a hub ends; which one it was decides about the exit code.
        }

        return environment.WasTerminated() ? ExitCode.Done : ExitCode.Interrupted;
    }

    private HubOptions OptionsOf(HubRunRequest request)
    {
        StoreAddress store = HubStore.AddressOf(environment, request.Database);
        IPEndPoint? metrics = request.Metrics is null ? null : EndPointOf("--metrics", request.Metrics, IPAddress.Loopback);
        if (request.Broker is null)
        {
            var topics = new Topics(request.Prefix ?? Topics.DefaultPrefix);
            return new HubOptions { Store = store, Topics = topics, Metrics = metrics, Listen = ListenOf(request, topics) };
        }

        if (request.Listen is not null || request.Prefix is not null || request.UsersPath is not null || request.CertificatePath is not null
            || request.ClientAuthoritiesPath is not null || request.Technicians.Count > 0 || request.IsAnonymous)
        {
            throw CliFailure.Usage(
                "--broker uses a broker of its own, which has its own address, users and certificates",
                "leave --listen, --prefix, --users, --technician, --anonymous and --tls-… away; a topic prefix goes into the address: mqtt://host/levels");
        }

        BrokerAddress address = BrokerAddress.Parse(request.Broker);
        var broker = new BrokerOptions
        {
            Address = address.WithoutPath(),
            Credentials = BrokerCredentials.Load(address, environment.BrokerFiles, environment.Variable),
            ClientId = "hub-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
        };
        return new HubOptions { Store = store, Topics = new Topics(address.Path.Length == 0 ? Topics.DefaultPrefix : address.Path), Metrics = metrics, Broker = broker };
    }

    private static ListenOptions ListenOf(HubRunRequest request, Topics topics)
    {
        if (request.CertificatePath is null && (request.KeyPath ?? request.ClientAuthoritiesPath) is not null)
        {
            throw CliFailure.Usage("--tls-key and --tls-ca mean nothing without a certificate", "name the broker's own with --tls-cert");
        }

        bool isOpen = request.UsersPath is null && request.ClientAuthoritiesPath is null;
        bool isForOthers = !isOpen || request.IsAnonymous;
        int usual = request.CertificatePath is null ? BrokerAddress.PlainPort : BrokerAddress.TlsPort;
        IPEndPoint endPoint = EndPointOf("--listen", request.Listen ?? usual.ToString(CultureInfo.InvariantCulture), isForOthers ? IPAddress.Any : IPAddress.Loopback);
        if (!isForOthers && !IPAddress.IsLoopback(endPoint.Address))
        {
            throw CliFailure.Usage(
                $"{endPoint.Address} lets other machines in, and nobody has to say who they are",
                "name users with --users FILE or certificates with --tls-ca FILE; --anonymous lets anybody in");
        }

        if (isOpen && request.Technicians.Count > 0)
        {
            throw CliFailure.Usage("--technician names users, and there are none", "name them with --users FILE or --tls-ca FILE");
        }

        try
        {
            return new ListenOptions
            {
                EndPoint = endPoint,
                Topics = topics,
                Users = request.UsersPath is null ? null : UserFile.Read(request.UsersPath),
                Technicians = new HashSet<string>(request.Technicians),
                Certificate = request.CertificatePath is null ? null : PemFiles.LoadIdentity(request.CertificatePath, request.KeyPath ?? request.CertificatePath),
                ClientAuthorities = request.ClientAuthoritiesPath is null ? null : PemFiles.LoadCertificates(request.ClientAuthoritiesPath),
            };
        }
        catch (HubException e)
        {
            throw CliFailure.OfFileText($"{e.Message}\n  = hint: {e.Help}");
        }
    }

    /// <summary>A port, or an address and a port.</summary>
    private static IPEndPoint EndPointOf(string option, string text, IPAddress usual)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= IPEndPoint.MaxPort)
        {
            return new IPEndPoint(usual, port);
        }

        bool hasPort = text.LastIndexOf(':') is int colon && colon > 0 && colon > text.LastIndexOf(']');
        return hasPort && IPEndPoint.TryParse(text, out IPEndPoint? endPoint)
            ? endPoint
            : throw CliFailure.Usage($"'{text}' is no address for {option}", "write a port, or an address and a port: 1883, 0.0.0.0:1883, [::1]:1883");
    }
}
