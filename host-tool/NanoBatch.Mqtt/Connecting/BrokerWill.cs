namespace NanoBatch.Mqtt;

/// <summary>What a broker says in a client's name when that client is gone without a word.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What.</param>
/// <param name="IsRetained">True where those who come later learn it too.</param>
public sealed record BrokerWill(string Topic, byte[] Payload, bool IsRetained);
