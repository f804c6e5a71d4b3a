using System;
using System.Security.Cryptography.X509Certificates;

namespace NanoBatch.Mqtt;

/// <summary>What proves to a broker who we are, and to us who the broker is. Holds secrets; its text shows none.</summary>
public sealed class BrokerCredentials
{
    public const string UserVariable = "NANOBATCH_MQTT_USER";
    public const string PasswordVariable = "NANOBATCH_MQTT_PASSWORD";
    public const string PasswordFileVariable = "NANOBATCH_MQTT_PASSWORD_FILE";
    public const string CaVariable = "NANOBATCH_MQTT_CA";
    public const string CertificateVariable = "NANOBATCH_MQTT_CERT";
    public const string KeyVariable = "NANOBATCH_MQTT_KEY";

    /// <summary>User, or null for none.</summary>
    public string? User { get; init; }

    /// <summary>Password, or null for none. A secret.</summary>
    public string? Password { get; init; }

    /// <summary>Authorities that may vouch for the broker; null leaves it to the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>This side's certificate with its private key, or null for none.</summary>
    public X509Certificate2? Identity { get; init; }

    /// <summary>Nobody in particular.</summary>
    public static BrokerCredentials None { get; } = new();

    /// <summary>Gathers what counts for an address: options first, then the address, then the environment.</summary>
    /// <param name="address">May name a user and hold a password.</param>
    /// <param name="options">Files that the command line names.</param>
    /// <param name="environment">Value of an environment variable, or null.</param>
    /// <exception cref="BrokerException">A file cannot be used, or makes no sense here.</exception>
    public static BrokerCredentials Load(BrokerAddress address, BrokerFiles options, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        string? user = address.User ?? Variable(environment, UserVariable);
        string? password = user is null ? null : address.Password ?? FindPassword(environment);
        if (user is null && (Variable(environment, PasswordVariable) ?? Variable(environment, PasswordFileVariable)) is not null)
        {
            throw new BrokerException(BrokerFailure.File, "a password for the broker is given without a user",
                $"Name the user in {UserVariable}, or in the address: mqtt://user@host.");
        }

        if (!address.IsTls)
        {
            return options == BrokerFiles.None
                ? new BrokerCredentials { User = user, Password = password }
                : throw new BrokerException(BrokerFailure.Address, $"certificates are given, and {address} goes without TLS",
                    "Write mqtts:// in place of mqtt://, or leave --ca, --cert and --key away.");
        }

        string? ca = options.CaPath ?? Variable(environment, CaVariable);
        string? certificate = options.CertificatePath ?? Variable(environment, CertificateVariable);
        string? key = options.KeyPath ?? Variable(environment, KeyVariable);
        if (key is not null && certificate is null)
        {
            throw new BrokerException(BrokerFailure.File, "a private key is given without its certificate", $"Name the certificate with --cert or in {CertificateVariable}.");
        }

        return new BrokerCredentials
        {
            User = user,
            Password = password,
            Authorities = ca is null ? null : PemFiles.LoadCertificates(ca),
            Identity = certificate is null ? null : PemFiles.LoadIdentity(certificate, key ?? certificate),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => (User is null ? "no user" : $"user '{User}'") + (Identity is null ? string.Empty : $", certificate '{Identity.Subject}'");

    private static string? FindPassword(Func<string, string?> environment)
    {
        if (Variable(environment, PasswordVariable) is { } password)
        {
            return password;
        }

        // One line: editors end it, and a password does not.
        return Variable(environment, PasswordFileVariable) is { } path ? PemFiles.ReadText(path, "password file").TrimEnd('\r', '\n') : null;
    }

    private static string? Variable(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;
}
