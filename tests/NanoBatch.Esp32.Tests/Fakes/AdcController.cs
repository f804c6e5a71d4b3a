using System.Collections.Generic;

namespace System.Device.Adc;

/// <summary>Stands in for the ADC: a value for each input, an exception where there is none.</summary>
internal sealed class AdcController
{
    /// <summary>What the next controller of this thread reads.</summary>
    [ThreadStatic]
    public static Dictionary<int, int> Values;

    /// <summary>An input that cannot be opened.</summary>
    public const int Refused = 3;

    public AdcChannel OpenChannel(int channelNumber) =>
        channelNumber == Refused ? throw new ArgumentException("pin taken") : new AdcChannel(Values, channelNumber);
}

internal sealed class AdcChannel(Dictionary<int, int> values, int number)
{
    public int ReadValue() => values[number];
}
