using System;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.Cli.Boards;

/// <summary>What virtual boards see, and when.</summary>
/// <param name="SignalOf">A signal for the board at a place, from 0: the recorded readings for each, or a model with weather of its own.</param>
/// <param name="StartMs">UTC at the start, ms.</param>
/// <param name="EndMs">UTC at which time stops for want of data, or <see cref="long.MaxValue"/>.</param>
internal sealed record BoardInput(Func<int, ISignal> SignalOf, long StartMs, long EndMs);
