using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <summary>
/// Collects the messages of one file. There is one method for each message, in the other parts of this class: together they are every
/// word that the front end says. A message that stands already, same code and same place, is not repeated.
/// </summary>
internal sealed partial class DiagnosticBag
{
    /// <summary>Messages shown of one file; beyond it nobody reads.</summary>
    public const int MaxShown = 100;

    /// <summary>Messages collected so that the first hundred in source order can be told; then the work is not worth going on with.</summary>
    private const int MaxKept = 1000;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string Code, TextSpan Span)> _seen = [];

    public bool HasErrors { get; private set; }

    /// <summary>Messages so far: tells whether a part of the job gave any.</summary>
    public int Count => _diagnostics.Count;

    /// <summary>True when enough is wrong with the file to stop looking for more.</summary>
    public bool IsFull => _diagnostics.Count == MaxKept;

    /// <summary>The messages in source order, the last one a note where there are more than <see cref="MaxShown"/>.</summary>
    public IReadOnlyList<Diagnostic> ToList()
    {
        List<Diagnostic> shown = _diagnostics.OrderBy(diagnostic => diagnostic.Span.Start).Take(MaxShown).ToList();
        if (_diagnostics.Count > MaxShown)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"more than {MaxShown} messages; the rest is not shown");
            var end = new TextSpan(shown[^1].Span.End, 0);
            shown.Add(new Diagnostic("JOB199", HasErrors ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, end, message, "correct these first"));
        }

        return shown;
    }

    private void Add(string code, TextSpan span, string message, string? hint = null)
    {
        DiagnosticSeverity severity = DiagnosticCatalogue.Find(code).Severity;
        HasErrors |= severity == DiagnosticSeverity.Error;
        if (!IsFull && _seen.Add((code, span)))
        {
            _diagnostics.Add(new Diagnostic(code, severity, span, message, hint));
        }
    }
}
