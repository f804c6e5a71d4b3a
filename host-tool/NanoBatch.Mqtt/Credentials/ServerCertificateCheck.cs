using System;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NanoBatch.Mqtt;

/// <summary>Decides whether a certificate proves that a broker is the one that was meant, and says why not.</summary>
internal sealed class ServerCertificateCheck
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly BrokerAddress _address;
    private readonly X509Certificate2Collection? _authorities;

    public ServerCertificateCheck(BrokerAddress address, X509Certificate2Collection? authorities)
    {
        _address = address;
        _authorities = authorities;
    }

    /// <summary>Why the last certificate was refused; null where it was not, or none came.</summary>
    public BrokerFault? Fault { get; private set; }

    /// <summary>True for a certificate of a trusted authority, made for a server of the name that was asked for, that is valid now.</summary>
    /// <param name="certificate">What the broker showed.</param>
    /// <param name="sent">The chain as the platform built it: its elements help to build ours.</param>
    /// <param name="errors">The platform's findings; the name's counts here.</param>
    public bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        Fault = Examine(certificate, sent, errors);
        return Fault is null;
    }

    private BrokerFault? Examine(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
        {
            return new($"{_address} shows no certificate", "Check that the broker has a certificate and listens with TLS on this port.");
        }

        using X509Certificate2 shown = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return new($"the certificate of {_address} is made out to {NameOf(shown)}, not to '{_address.Host}'",
                "Use the name that the certificate is made out to; somebody else may be answering.");
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;      // a field gate reaches its broker, and often nothing else
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (_authorities is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        }

        for (int i = 0; i < (sent?.ChainElements.Count ?? 0); i++)
        {
            chain.ChainPolicy.ExtraStore.Add(sent!.ChainElements[i].Certificate);
        }

        return chain.Build(shown) ? null : Explain(shown, chain);
    }

    private BrokerFault Explain(X509Certificate2 shown, X509Chain chain)
    {
        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain.ChainStatus)
        {
            flags |= status.Status;
        }

        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid)) != 0)
        {
            string stranger = _authorities is null ? "this computer does not trust" : "the file of --ca does not hold";
            return new($"the certificate of {_address} is signed by {IssuerOf(shown)}, whom {stranger}",
                "Give the certificate of the authority that signed the broker's with --ca; somebody else may be answering.");
        }

        if ((flags & X509ChainStatusFlags.NotTimeValid) != 0)
        {
            return new($"the certificate of {_address} is valid from {Day(shown.NotBefore)} to {Day(shown.NotAfter)}, or one above it in its chain is not valid now",
                "Check this computer's clock, and renew the broker's certificate.");
        }

        return new($"the certificate of {_address} cannot prove a server: {chain.ChainStatus[0].StatusInformation.Trim()}",
            "Have the broker's certificate made for server authentication.");
    }

    private static string NameOf(X509Certificate2 shown) => $"'{shown.GetNameInfo(X509NameType.DnsName, forIssuer: false)}'";

    private static string IssuerOf(X509Certificate2 shown) => $"'{shown.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}'";

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
