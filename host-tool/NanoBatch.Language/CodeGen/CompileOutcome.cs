using System.Collections.Generic;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>A package, or the reasons why there is none.</summary>
/// <param name="Package">The bytes, verified; null where <paramref name="Diagnostics"/> has an error.</param>
/// <param name="Parsed">The same package as the board reads it, with the verifier's findings; null likewise.</param>
/// <param name="Diagnostics">In source order.</param>
public sealed record CompileOutcome(byte[]? Package, JobPackage? Parsed, IReadOnlyList<Diagnostic> Diagnostics);
