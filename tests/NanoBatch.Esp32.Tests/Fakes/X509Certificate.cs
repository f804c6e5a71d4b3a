namespace System.Security.Cryptography.X509Certificates;

/// <summary>Stands in for nanoFramework's certificates: keeps the text.</summary>
internal class X509Certificate(string certificate)
{
    public string Text { get; } = certificate;
}

internal sealed class X509Certificate2(string rawData, string key, string password) : X509Certificate(rawData)
{
    public string Key { get; } = key;

    public string Password { get; } = password;
}
