using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>A checked numeric expression; null in gives null out, and so does anything not finite.</summary>
/// <param name="Span">Where it stands; inside a let, the let's text.</param>
public abstract record Expression(TextSpan Span);
