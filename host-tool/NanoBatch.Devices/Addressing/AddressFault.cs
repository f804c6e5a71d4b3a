namespace NanoBatch.Devices;

/// <summary>Why a text is no address.</summary>
/// <param name="Message">One sentence about the text.</param>
/// <param name="Help">One sentence: what to write instead.</param>
public sealed record AddressFault(string Message, string Help);
