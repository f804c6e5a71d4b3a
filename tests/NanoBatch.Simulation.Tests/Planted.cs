namespace NanoBatch.Simulation.Tests;

/// <summary>One place of a planted bug: a text that occurs once in a source file, and what stands there instead.</summary>
/// <param name="File">Path from the repository's root.</param>
/// <param name="Text">What is there.</param>
/// <param name="Bug">What takes its place.</param>
internal sealed record Planted(string File, string Text, string Bug);
