using System.Collections.Generic;

namespace NanoBatch.Language.Optimizing;

/// <summary>Where a program's scans stand.</summary>
/// <param name="First">Before the report's fields; all its fields' aggregates are here.</param>
/// <param name="BeforeWhen">Between the fields and the report's condition.</param>
/// <param name="BeforeAlerts">After the report.</param>
internal sealed record ProgramLayout(IReadOnlyList<ScanGroup> First, IReadOnlyList<ScanGroup> BeforeWhen, IReadOnlyList<ScanGroup> BeforeAlerts)
{
    public IEnumerable<ScanGroup> Groups => [.. First, .. BeforeWhen, .. BeforeAlerts];
}
