using System.CommandLine;
using System.IO;
using NanoBatch.Simulation.Checks;

namespace NanoBatch.Simulation.Frames;

/// <summary><c>frames</c>: damaged frames by the billion.</summary>
internal sealed class FramesCommand : Command
{
    private readonly Option<int> _flips = new("--flips") { Description = "Every flip of so many bits of a full frame, 1 to 3; 3 are 1 331 334 000." };
    private readonly Option<int> _from = new("--from") { Description = "With --flips: go on at this first bit.", DefaultValueFactory = _ => 0 };
    private readonly Option<int?> _to = new("--to") { Description = "With --flips: stop before this first bit." };
    private readonly Option<long> _streams = new("--streams") { Description = "So many streams of noise and damaged frames." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The frame and the streams are drawn from it.", DefaultValueFactory = _ => 1 };

    public FramesCommand() : base("frames", "Flip bits of a full frame, or send streams of noise.")
    {
        Add(_flips);
        Add(_from);
        Add(_to);
        Add(_streams);
        Add(_seed);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        TextWriter output = parse.InvocationConfiguration.Output;
        ulong seed = parse.GetValue(_seed);
        int flips = parse.GetValue(_flips);
        bool isGood = true;
        if (flips is >= 1 and <= 3)
        {
            var frame = new FrameFlips(seed);
            Violation? violation = frame.Truncate() ?? frame.Run(flips, parse.GetValue(_from), parse.GetValue(_to) ?? frame.BitCount, output);
            output.WriteLine($"seed {seed}: {frame.FrameCount} damaged frames: {violation?.ToString() ?? "0 accepted, every next frame read"}");
            isGood = violation is null;
        }

        if (parse.GetValue(_streams) is > 0 and long streams)
        {
            var harness = new RandomStreams(seed);
            Violation? violation = harness.Run(streams, output);
            output.WriteLine($"seed {seed}: {harness.StreamCount} streams, {harness.BoardCount} of them to a board, {harness.CandidateCount} candidates, "
                + $"{harness.AcceptedCount} accepted: {violation?.ToString() ?? "within the rate of the CRC, no state changed"}");
            isGood &= violation is null;
        }

        return isGood ? 0 : 1;
    }
}
