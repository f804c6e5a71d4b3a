using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>An authority, a broker's certificate for 127.0.0.1 and localhost, and a client's, as PEM files in a temporary folder.</summary>
internal sealed class TestCertificates : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly string _folder = Directory.CreateTempSubdirectory("nanobatch-certificates-").FullName;
    private readonly X509Certificate2 _authority;

    /// <param name="serverHost">Name in the broker's certificate beside its address; null leaves both out.</param>
    /// <param name="isExpired">Whether the broker's certificate ended yesterday.</param>
    public TestCertificates(string? serverHost = "localhost", bool isExpired = false)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nanobatch test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _authority = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));
        Authority = Write("authority.pem", _authority.ExportCertificatePem());
        (ServerCertificate, ServerKey) = Issue("server", ServerUse, serverHost, now.AddDays(-5), isExpired ? now.AddDays(-1) : now.AddDays(5));
        (ClientCertificate, ClientKey) = Issue("client", ClientUse, null, now.AddDays(-5), now.AddDays(5));
    }

    public string Authority { get; }

    public string ServerCertificate { get; }

    public string ServerKey { get; }

    public string ClientCertificate { get; }

    public string ClientKey { get; }

    /// <summary>What a client shows and trusts.</summary>
    public BrokerFiles Files => new(Authority, ClientCertificate, ClientKey);

    /// <summary>What a client of another name shows and trusts.</summary>
    public BrokerFiles FilesOf(string name)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        (string certificate, string key) = Issue(name, ClientUse, null, now.AddDays(-5), now.AddDays(5));
        return new BrokerFiles(Authority, certificate, key);
    }

    /// <summary>True for a certificate that this authority signed.</summary>
    public bool IsOurs(X509Certificate shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        using X509Certificate2 copy = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        return chain.Build(copy);
    }

    /// <summary>Writes text and returns its path.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (string Certificate, string Key) Issue(string name, string use, string? host, DateTimeOffset from, DateTimeOffset to)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + (host ?? name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            if (host == "localhost")
            {
                names.AddIpAddress(IPAddress.Loopback);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 certificate = request.Create(_authority, from, to, RandomNumberGenerator.GetBytes(8));
        return (Write(name + ".pem", certificate.ExportCertificatePem()), Write(name + ".key", key.ExportPkcs8PrivateKeyPem()));
    }
}
