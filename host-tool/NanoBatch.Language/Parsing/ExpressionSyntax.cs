using System;
using System.Collections.Generic;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Parsing;

/// <summary>One tree for expressions, conditions and series alike: what a node may stand for is the checker's question.</summary>
/// <param name="Span">From the first to the last lexeme.</param>
/// <param name="Height">Longest way down to a leaf, 1 for a leaf: bounds every recursion over the tree.</param>
internal abstract record ExpressionSyntax(TextSpan Span, int Height);

/// <summary>Something that was reported already; whoever meets it stays silent.</summary>
internal sealed record ErrorSyntax(TextSpan Span) : ExpressionSyntax(Span, 1);

/// <summary>A number, with a unit where it is a quantity. The parser gives it no sign; folding one in is the checker's.</summary>
internal sealed record NumberSyntax(DecimalNumber Value, UnitSyntax? Unit, TextSpan Span) : ExpressionSyntax(Span, 1);

/// <summary>A let or a channel.</summary>
internal sealed record NameSyntax(string Name, TextSpan Span) : ExpressionSyntax(Span, 1);

/// <summary><c>soil1..soil4</c>.</summary>
internal sealed record ChannelRangeSyntax(NameSyntax First, NameSyntax Last, TextSpan Span) : ExpressionSyntax(Span, 1);

/// <summary><c>mean(soil1)</c>, <c>abs(x)</c>, or a call of something that does not exist.</summary>
internal sealed record CallSyntax(string Function, TextSpan FunctionSpan, IReadOnlyList<ExpressionSyntax> Arguments, TextSpan Span, int Height)
    : ExpressionSyntax(Span, Height);

/// <summary><c>-x</c> or <c>not x</c>.</summary>
internal sealed record UnarySyntax(bool IsNot, ExpressionSyntax Operand, TextSpan Span) : ExpressionSyntax(Span, Operand.Height + 1);

/// <summary>Arithmetic, a comparison, <c>and</c> or <c>or</c>.</summary>
internal sealed record BinarySyntax(BinaryOperator Operator, TextSpan OperatorSpan, ExpressionSyntax Left, ExpressionSyntax Right)
    : ExpressionSyntax(TextSpan.Union(Left.Span, Right.Span), Math.Max(Left.Height, Right.Height) + 1);

/// <summary><c>x in LO..HI</c>: a condition, or the filter of an aggregate's first argument.</summary>
internal sealed record InSyntax(ExpressionSyntax Operand, RangeSyntax? Range, TextSpan Span) : ExpressionSyntax(Span, Operand.Height + 1);

/// <summary>Parentheses, kept because they mark what is no longer the whole of a field or a filter.</summary>
internal sealed record ParenthesizedSyntax(ExpressionSyntax Inner, TextSpan Span) : ExpressionSyntax(Span, Inner.Height + 1);

/// <summary>A unit behind a number or a range.</summary>
internal sealed record UnitSyntax(string Text, TextSpan Span);

/// <summary><c>LO..HI [unit]</c>; the parser has checked nothing about its ends.</summary>
internal sealed record RangeSyntax(DecimalNumber Low, DecimalNumber High, UnitSyntax? Unit, TextSpan Span);
