using System;
using System.Globalization;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>How fast a virtual board's time runs: real, a whole multiple, or as fast as the machine allows.</summary>
/// <param name="Rate">Virtual seconds in a real one; 0 stands for as fast as possible.</param>
public readonly record struct BoardClockMode(int Rate)
{
    public static readonly BoardClockMode Real = new(1);
    public static readonly BoardClockMode Max = new(0);

    public bool IsMax => Rate == 0;

    /// <summary>Reads <c>real</c>, <c>max</c> or <c>60x</c>; null where it is none of them.</summary>
    public static BoardClockMode? Parse(string text)
    {
        if (text == "real")
        {
            return Real;
        }

        if (text == "max")
        {
            return Max;
        }

        return text.EndsWith('x') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int rate) && rate is > 0 and <= 1_000_000
            ? new BoardClockMode(rate)
            : null;
    }
}
