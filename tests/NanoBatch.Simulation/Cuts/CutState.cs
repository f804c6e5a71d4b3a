using System.Globalization;

namespace NanoBatch.Simulation.Cuts;

/// <summary>Names one state: scenario, write and outcome of the first cut, and of a second cut where there is one. Written <c>3.17.120</c> or <c>3.17.120.1.4</c>.</summary>
/// <param name="Scenario">Number of the script under the run's seed, from 0.</param>
/// <param name="Write">Number of the write that is cut.</param>
/// <param name="Outcome">What the cut leaves of it.</param>
/// <param name="SecondWrite">Number of the write after the start that is cut, or -1.</param>
/// <param name="SecondOutcome">What that cut leaves.</param>
public readonly record struct CutState(int Scenario, int Write, int Outcome, int SecondWrite = -1, int SecondOutcome = 0)
{
    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out CutState state)
    {
        string[] parts = text.Split('.');
        int[] numbers = new int[parts.Length];
        bool isGood = parts.Length is 3 or 5;
        for (int i = 0; i < parts.Length; i++)
        {
            isGood &= int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        }

        state = !isGood ? default
            : numbers.Length == 3 ? new CutState(numbers[0], numbers[1], numbers[2])
            : new CutState(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        return isGood;
    }

    public override string ToString() => SecondWrite < 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Scenario}.{Write}.{Outcome}")
        : string.Create(CultureInfo.InvariantCulture, $"{Scenario}.{Write}.{Outcome}.{SecondWrite}.{SecondOutcome}");
}
