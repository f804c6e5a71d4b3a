namespace NanoBatch.VirtualBoard.Signals;

/// <summary>The numbers that all signals share.</summary>
public static class Signal
{
    /// <summary>What stands for a reading that failed.</summary>
    public const int Gap = -1;

    /// <summary>Largest count of the 12-bit converter.</summary>
    public const int CountMax = 4095;
}
