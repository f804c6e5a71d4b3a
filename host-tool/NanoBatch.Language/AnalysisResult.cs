using System.Collections.Generic;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;

namespace NanoBatch.Language;

/// <summary>What the front end found out about a job.</summary>
/// <param name="Model">The checked job; null exactly where there are errors.</param>
/// <param name="Diagnostics">Errors and warnings in source order, 100 at most and then one that says so.</param>
/// <param name="HasErrors">True when any message, shown or not, is an error.</param>
public sealed record AnalysisResult(JobModel? Model, IReadOnlyList<Diagnostic> Diagnostics, bool HasErrors);
