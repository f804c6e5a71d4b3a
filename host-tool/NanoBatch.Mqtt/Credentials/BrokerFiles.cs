namespace NanoBatch.Mqtt;

/// <summary>Files of PEM text that prove who is who; each is null where none is given.</summary>
/// <param name="CaPath">Authorities that may vouch for the broker; without it the system's count.</param>
/// <param name="CertificatePath">This side's certificate: the first one of the file.</param>
/// <param name="KeyPath">Its private key; without it the certificate's file must hold the key too.</param>
public sealed record BrokerFiles(string? CaPath = null, string? CertificatePath = null, string? KeyPath = null)
{
    /// <summary>No files.</summary>
    public static BrokerFiles None { get; } = new();
}
