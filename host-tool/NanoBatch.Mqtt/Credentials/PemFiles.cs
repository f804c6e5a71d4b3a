using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NanoBatch.Mqtt;

/// <summary>Certificates and keys from PEM files; every file that cannot be used is one sentence and a remedy.</summary>
public static class PemFiles
{
    private const int BytesMax = 1024 * 1024;

    /// <summary>All certificates of a file, such as the authorities to trust.</summary>
    /// <exception cref="BrokerException">It cannot be read, or holds none.</exception>
    public static X509Certificate2Collection LoadCertificates(string path)
    {
        string text = ReadText(path, "certificate file");
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw BrokerException.OfFile(path, "a certificate in this file is damaged", "Copy the file again from where the certificate was made.", e);
        }

        return certificates.Count > 0
            ? certificates
            : throw BrokerException.OfFile(path, "this file holds no certificate in PEM form",
                "Give a file with '-----BEGIN CERTIFICATE-----'; 'openssl x509 -inform der' converts others.");
    }

    /// <summary>A certificate with its private key.</summary>
    /// <param name="certificatePath">The first certificate of this file counts.</param>
    /// <param name="keyPath">File with the key; may be the same one.</param>
    /// <exception cref="BrokerException">A file cannot be read, or the key is another certificate's.</exception>
    public static X509Certificate2 LoadIdentity(string certificatePath, string keyPath)
    {
        _ = LoadCertificates(certificatePath);      // with its own words on what is wrong with it
        string certificate = ReadText(certificatePath, "certificate file");
        string key = ReadText(keyPath, "key file");
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw BrokerException.OfFile(keyPath, "this file holds no private key in PEM form", "Give the file with '-----BEGIN PRIVATE KEY-----' as --key.");
        }

        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw BrokerException.OfFile(keyPath, "the private key is locked with a passphrase",
                "Unlock it with 'openssl pkey -in FILE -out KEY', and let no other user read the result.");
        }

        try
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPem(certificate, key);

            // Windows' TLS takes no key that lives in memory alone; through PKCS 12 it gets one of its own.
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw BrokerException.OfFile(keyPath, $"the private key does not belong to the certificate in {certificatePath}, or is damaged",
                "Give the key that the certificate was made with.", e);
        }
    }

    /// <summary>A file's text, of at most 1 MB.</summary>
    internal static string ReadText(string path, string what)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BytesMax })
            {
                throw BrokerException.OfFile(path, $"this file is too long for a {what}", "Check which file is given.");
            }

            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BrokerException.OfFile(path, $"there is no such {what}", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw BrokerException.OfFile(path, $"this {what} cannot be read", "Check the path, and that your user may read the file.", e);
        }
    }
}
