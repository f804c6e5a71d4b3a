namespace NanoBatch.Devices;

/// <summary>What came of reading an image: the image, or what is wrong with it.</summary>
/// <param name="Image">The image, or null.</param>
/// <param name="Problem">One sentence without a path, or null.</param>
/// <param name="Hint">What to try, or null.</param>
public sealed record ImageReading(DeploymentImage? Image, string? Problem, string? Hint)
{
    internal static ImageReading Of(DeploymentImage image) => new(image, null, null);

    internal static ImageReading Wrong(string problem, string hint) => new(null, problem, hint);
}
