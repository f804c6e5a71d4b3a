namespace NanoBatch.Simulation.Checks;

/// <summary>One broken promise: what, in which state, and how that state is made again.</summary>
/// <param name="Kind">Which promise.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="State">The harness's name of the state; empty until the harness has filled it in.</param>
public sealed record Violation(ViolationKind Kind, string Detail, string State = "")
{
    public override string ToString() => State.Length == 0 ? $"{Kind}: {Detail}" : $"{Kind}: {Detail} (state {State})";
}
