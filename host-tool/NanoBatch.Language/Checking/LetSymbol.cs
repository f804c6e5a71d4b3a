using System.Collections.Generic;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>A let: its checked value, how large it is with all lets inside it, and what its quantities ask of channels.</summary>
internal sealed class LetSymbol
{
    public LetSymbol(string name, TextSpan span)
    {
        Name = name;
        Span = span;
    }

    public string Name { get; }

    /// <summary>The name in its let statement.</summary>
    public TextSpan Span { get; }

    /// <summary>Poison where the value was reported.</summary>
    public Typed Value { get; set; }

    /// <summary>Nodes after inlining.</summary>
    public int Size { get; set; }

    /// <summary>Demands of its aggregates' arguments; they count only where the let is used.</summary>
    public List<UnitDemand> Demands { get; } = [];

    public bool IsUsed { get; set; }
}
