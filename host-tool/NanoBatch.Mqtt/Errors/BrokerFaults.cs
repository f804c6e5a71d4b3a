using System;
using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace NanoBatch.Mqtt;

/// <summary>What a failed attempt looks like to the library, in words and with the remedy.</summary>
internal static class BrokerFaults
{
    private const string CheckRoad = "Check the address, the network and any firewall between here and the broker.";

    /// <summary>The words for an exception of an attempt to connect.</summary>
    /// <param name="thrown">What the library threw.</param>
    /// <param name="options">Address, and whether a certificate was shown.</param>
    /// <param name="certificate">Why the broker's certificate was refused, or null.</param>
    public static BrokerException OfConnect(Exception thrown, BrokerOptions options, BrokerFault? certificate)
    {
        BrokerAddress address = options.Address;
        if (certificate is not null)
        {
            return new(BrokerFailure.ServerCertificate, certificate.Message, certificate.Help, thrown);
        }

        if (Find<SocketException>(thrown) is { } socket && OfSocket(socket.SocketErrorCode, address, thrown) is { } noWay)
        {
            return noWay;
        }

        if (Find<AuthenticationException>(thrown) is not null)
        {
            return OfTls(options, thrown);
        }

        if (thrown is OperationCanceledException or MqttCommunicationTimedOutException || Find<TimeoutException>(thrown) is not null)
        {
            return new(BrokerFailure.NoAnswer, $"{address} does not answer", address.IsTls
                ? CheckRoad
                : "Check the address and the network; a broker that wants TLS stays silent too: write mqtts:// for that.", thrown);
        }

        if (Find<MqttProtocolViolationException>(thrown) is not null)
        {
            return NotMqtt(address, thrown);
        }

        if (Find<MqttClientUnexpectedDisconnectReceivedException>(thrown) is { ReasonCode: { } code })
        {
            return OfDisconnect(address, code, thrown);
        }

        return address.IsTls ? OfTls(options, thrown) : NotMqtt(address, thrown);
    }

    /// <summary>The words for a broker's no.</summary>
    public static BrokerException OfResult(MqttClientConnectResult result, BrokerOptions options)
    {
        BrokerAddress address = options.Address;
        bool hasUser = options.Credentials.User is not null;
        string login = hasUser ? $"user '{options.Credentials.User}'" : "clients without a user";
        string reason = string.IsNullOrEmpty(result.ReasonString) ? string.Empty : $" ({result.ReasonString})";
        return result.ResultCode switch
        {
            MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadAuthenticationMethod
                => new(BrokerFailure.NotAuthorized, $"{address} does not let {login} in{reason}", hasUser
                    ? $"Check the user and the password: the address, {BrokerCredentials.PasswordVariable}, or the file that {BrokerCredentials.PasswordFileVariable} names."
                    : $"Name the user in {BrokerCredentials.UserVariable} and the password in {BrokerCredentials.PasswordVariable}, or give the certificate it wants."),
            MqttClientConnectResultCode.Banned => new(BrokerFailure.NotAuthorized, $"{address} has banned this client{reason}", "Ask who runs the broker."),
            MqttClientConnectResultCode.UnsupportedProtocolVersion
                => new(BrokerFailure.Protocol, $"{address} does not speak MQTT 5", "Use a broker that does, such as mosquitto 2, or nanobatch's own ('nanobatch hub run')."),
            MqttClientConnectResultCode.ServerUnavailable or MqttClientConnectResultCode.ServerBusy or MqttClientConnectResultCode.ConnectionRateExceeded
                or MqttClientConnectResultCode.QuotaExceeded
                => new(BrokerFailure.NoAnswer, $"{address} takes no more connections now{reason}", "Try again in a minute; the broker's limits may be too low."),
            MqttClientConnectResultCode.UseAnotherServer or MqttClientConnectResultCode.ServerMoved
                => new(BrokerFailure.Refused, $"{address} says that another broker serves us{reason}",
                    $"Use {(string.IsNullOrEmpty(result.ServerReference) ? "its new address" : result.ServerReference)}."),
            _ => new(BrokerFailure.Refused, $"{address} refuses the connection: {result.ResultCode}{reason}", "Look into the broker's log."),
        };
    }

    /// <summary>The words for the end of a connection that was up.</summary>
    public static BrokerException OfLoss(BrokerAddress address, MqttClientDisconnectedEventArgs? end) => end?.Reason switch
    {
        MqttClientDisconnectReason.SessionTakenOver => new(BrokerFailure.Lost, $"another client of the same name took our place at {address}",
            "Give each board its own id, and each client its own name."),
        MqttClientDisconnectReason.NotAuthorized or MqttClientDisconnectReason.AdministrativeAction
            => new(BrokerFailure.NotAuthorized, $"{address} ended the connection: not allowed", "Check what the broker lets this user do."),
        MqttClientDisconnectReason.PacketTooLarge or MqttClientDisconnectReason.MessageRateTooHigh or MqttClientDisconnectReason.QuotaExceeded
            or MqttClientDisconnectReason.ReceiveMaximumExceeded
            => new(BrokerFailure.Refused, $"{address} ended the connection: too much at once ({end.Reason})",
                "Raise the broker's limits: see docs/PROTOCOL.md for what is needed."),
        _ => new(BrokerFailure.Lost, $"the connection to {address} is gone", CheckRoad, end?.Exception),
    };

    /// <summary>The words for an exception of a publication or a subscription.</summary>
    public static BrokerException OfRequest(BrokerAddress address, Exception thrown) => thrown is TimeoutException or MqttCommunicationTimedOutException
        ? new(BrokerFailure.NoAnswer, $"{address} does not answer", CheckRoad, thrown)
        : new(BrokerFailure.Lost, $"the connection to {address} is gone", CheckRoad, thrown);

    /// <summary>The words for a topic that is not ours.</summary>
    public static BrokerException NotAllowed(BrokerAddress address, string verb, string topic, string code) => new(
        code.Contains("NotAuthorized", StringComparison.Ordinal) ? BrokerFailure.NotAuthorized : BrokerFailure.Refused,
        $"{address} does not let us {verb} '{topic}': {code}", "Check what the broker lets this user do.");

    /// <summary>Null for errors that come after the way is found: then what is said on it is at fault.</summary>
    private static BrokerException? OfSocket(SocketError error, BrokerAddress address, Exception thrown) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
            => new(BrokerFailure.UnknownHost, $"{address} cannot be reached: the host name is not known", "Check the spelling of the host name, or give its IP address.", thrown),
        SocketError.ConnectionRefused => new(BrokerFailure.Unreachable, $"{address} cannot be reached: the connection is refused",
            "Check that a broker (mosquitto, or 'nanobatch hub run') runs and listens on that port.", thrown),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable
            => new(BrokerFailure.Unreachable, $"{address} cannot be reached: there is no route to it", CheckRoad, thrown),
        SocketError.TimedOut => new(BrokerFailure.NoAnswer, $"{address} does not answer", CheckRoad, thrown),
        _ => null,
    };

    private static BrokerException OfTls(BrokerOptions options, Exception thrown) => options.Credentials.Identity is null
        ? new(BrokerFailure.Tls, $"{options.Address} ends the TLS handshake",
            "The broker may want a client's certificate (--cert and --key), or have no TLS on this port (mqtt://).", thrown)
        : new(BrokerFailure.Tls, $"{options.Address} ends the TLS handshake",
            "The broker may not trust the certificate of --cert, or have no TLS on this port (mqtt://).", thrown);

    private static BrokerException NotMqtt(BrokerAddress address, Exception thrown) => new(BrokerFailure.Protocol, $"what answers at {address} does not speak MQTT 5",
        address.IsTls ? "Check the port: 8883 is usual." : "Check the port: 1883 is usual; write mqtts:// for a broker that wants TLS.", thrown);

    private static BrokerException OfDisconnect(BrokerAddress address, MqttDisconnectReasonCode code, Exception thrown)
        => new(BrokerFailure.Refused, $"{address} refuses the connection: {code}", "Look into the broker's log.", thrown);

    private static T? Find<T>(Exception? thrown)
        where T : Exception
    {
        while (thrown is not null and not T)
        {
            thrown = thrown.InnerException;
        }

        return (T?)thrown;
    }
}
