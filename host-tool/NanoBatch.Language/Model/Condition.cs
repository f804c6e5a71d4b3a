using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A checked condition; a comparison with null is false.</summary>
/// <param name="Span">Where it stands; inside a let, the let's text.</param>
public abstract record Condition(TextSpan Span);
