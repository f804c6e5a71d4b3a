namespace NanoBatch.Devices;

/// <summary>News of a flashing: a stage that begins, or a line that nanoff printed in it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Attempt">1, and more where the board had to be asked again.</param>
/// <param name="Line">What the tool printed; null where an attempt begins.</param>
public sealed record FlashProgress(FlashStage Stage, int Attempt, string? Line);
