using NanoBatch.Language.Text;

namespace NanoBatch.Language.Model;

/// <summary>What an aggregate runs over: one value per sampling instant, valid only where all its channels are.</summary>
public abstract record Series(TextSpan Span);
