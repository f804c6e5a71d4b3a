using System.Collections.Generic;

namespace NanoBatch.Language;

/// <summary>What a board profile says beyond channels and units: how much it holds, and what its passes cost.</summary>
/// <param name="ArenaBytes">Memory for rings of samples.</param>
/// <param name="BentChannels">Names of channels whose calibration has more than one segment; their passes are dearer.</param>
public sealed record BoardCapacity(int ArenaBytes, IReadOnlySet<string> BentChannels);
