namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Where a profile keeps a secret, or another text that a board gets from outside of it.</summary>
/// <param name="Key">Key that names it, without <c>_env</c> or <c>_file</c>.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Text">The secret itself, a variable's name, or a path as the profile has it.</param>
/// <param name="BytesMax">What a board keeps of it.</param>
/// <param name="Line">1-based line of the key.</param>
/// <param name="Column">1-based column of the key.</param>
public sealed record ProfileSecret(string Key, SecretSource Source, string Text, int BytesMax, int Line, int Column);
