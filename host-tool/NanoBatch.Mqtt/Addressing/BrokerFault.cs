namespace NanoBatch.Mqtt;

/// <summary>Why a text is no address of a broker, or no topic.</summary>
/// <param name="Message">One sentence about the text.</param>
/// <param name="Help">One sentence: what to write instead.</param>
public sealed record BrokerFault(string Message, string Help);
