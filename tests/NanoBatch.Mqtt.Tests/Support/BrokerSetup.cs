namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>What a test's broker wants of its clients.</summary>
/// <param name="User">Null lets everybody in.</param>
/// <param name="Password">Of that user.</param>
/// <param name="Certificates">Null goes without TLS.</param>
/// <param name="WantsClientCertificate">Whether a client must show one of the same authority.</param>
internal sealed record BrokerSetup(string? User = null, string? Password = null, TestCertificates? Certificates = null, bool WantsClientCertificate = false)
{
    public static BrokerSetup Open { get; } = new();
}
