namespace NanoBatch.Devices;

/// <summary>What goes where.</summary>
/// <param name="Port">System name of the board's debugger port.</param>
/// <param name="Target">Name of the firmware image; null leaves the firmware as it is.</param>
/// <param name="ImagePath">Full path of the application's image.</param>
/// <param name="Image">What is in that file.</param>
public sealed record FlashPlan(string Port, string? Target, string ImagePath, DeploymentImage Image);
