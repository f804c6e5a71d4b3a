using System.CommandLine;
using System.IO;
using NanoBatch.Simulation.Checks;

namespace NanoBatch.Simulation.Images;

/// <summary><c>images</c>: damaged store images, or one damage again.</summary>
internal sealed class ImagesCommand : Command
{
    private readonly Option<ulong> _seed = new("--seed") { Description = "The first image is drawn from it.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _images = new("--images") { Description = "Images to go through.", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _state = new("--state") { Description = "Do one damage again, as a failure names it." };

    public ImagesCommand() : base("images", "Flip every bit, cut every file at every length, erase every block of a full store of 64 KB.")
    {
        Add(_seed);
        Add(_images);
        Add(_state);
        SetAction(parse => Run(parse.GetValue(_seed), parse.GetValue(_images), parse.GetValue(_state), parse.InvocationConfiguration.Output));
    }

    private static int Run(ulong seed, int images, string? text, TextWriter output)
    {
        for (ulong i = 0; i < (ulong)images; i++)
        {
            var harness = new ImageHarness(seed + i);
            Violation? violation;
            if (text is null)
            {
                violation = harness.Run(1, output);
            }
            else if (Damage.TryParse(text, out Damage damage))
            {
                violation = harness.Replay(damage);
            }
            else
            {
                output.WriteLine($"'{text}' names no damage; one looks like Flip.3.1024");
                return 2;
            }

            string verdict = violation is null ? "0 wrong values, 0 unbootable" : $"FAILED {violation}";
            output.WriteLine($"seed {seed + i}: {harness.FileCount} files, {harness.ImageBytes} bytes, {harness.FlipCount} flips, "
                + $"{harness.TruncationCount} truncations, {harness.EraseCount} erased blocks: {verdict}");
            if (violation is not null)
            {
                return 1;
            }
        }

        return 0;
    }
}
