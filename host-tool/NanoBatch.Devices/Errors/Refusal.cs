namespace NanoBatch.Devices;

/// <summary>A refusal in words.</summary>
/// <param name="Message">One sentence: what the board does not take.</param>
/// <param name="Help">One sentence: what to do about it.</param>
/// <param name="Need">What was asked for, or 0.</param>
/// <param name="Limit">What there is, or 0.</param>
public sealed record Refusal(string Message, string Help, long Need = 0, long Limit = 0);
