using System;
using System.Collections.Generic;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Parsing;

/// <summary>
/// One tree for expressions and conditions, by recursive descent. Tightest first: unary minus; * /; + -; comparisons and <c>in</c>,
/// which do not chain; <c>not</c>; <c>and</c>; <c>or</c>.
/// </summary>
internal sealed class ExpressionParser
{
    /// <summary>Parentheses, calls and signs within each other: far more than a person reads, far less than the stack holds.</summary>
    public const int MaxNesting = 64;

    /// <summary>Height of a tree, long chains of one operator included.</summary>
    public const int MaxHeight = 500;

    private readonly TokenStream _stream;
    private readonly LiteralParser _literals;
    private int _nesting;
    private bool _isTooLargeReported;

    public ExpressionParser(TokenStream stream, LiteralParser literals)
    {
        _stream = stream;
        _literals = literals;
    }

    public ExpressionSyntax Parse()
    {
        _nesting = 0;
        _isTooLargeReported = false;
        ExpressionSyntax expression = ParseOr();
        if (!_stream.Current.IsRepaired)
        {
            return expression;
        }

        _stream.MarkFailed();      // a stray sign was reported: what it was to join is not known
        return new ErrorSyntax(expression.Span);
    }

    private ExpressionSyntax ParseOr()
    {
        ExpressionSyntax left = ParseAnd();
        while (_stream.IsWord("or"))
        {
            TextSpan span = _stream.Advance().Span;
            left = Combine(BinaryOperator.Or, span, left, ParseAnd());
        }

        return left;
    }

    private ExpressionSyntax ParseAnd()
    {
        ExpressionSyntax left = ParseNot();
        while (_stream.IsWord("and"))
        {
            TextSpan span = _stream.Advance().Span;
            left = Combine(BinaryOperator.And, span, left, ParseNot());
        }

        return left;
    }

    private ExpressionSyntax ParseNot() => _stream.IsWord("not") ? Nested(() => Unary(isNot: true, ParseNot)) : ParseComparison();

    private ExpressionSyntax ParseComparison()
    {
        ExpressionSyntax left = ParseSum();
        if (!IsComparison())
        {
            return left;
        }

        ExpressionSyntax comparison = ParseComparisonTail(left);
        if (IsComparison() && !_stream.HasJustFailed)
        {
            _stream.Bag.ComparisonsDoNotChain(_stream.Current.Span, _stream.Current.Text);
        }

        while (IsComparison())
        {
            ParseComparisonTail(comparison);
        }

        return comparison;
    }

    private bool IsComparison()
        => _stream.Current.Kind is >= TokenKind.Less and <= TokenKind.NotEqual or TokenKind.Assign || _stream.IsWord("in");

    private ExpressionSyntax ParseComparisonTail(ExpressionSyntax left)
    {
        Token token = _stream.Advance();
        if (token.Kind == TokenKind.Word)
        {
            RangeSyntax? range = _literals.Range();
            return new InSyntax(left, range, _stream.From(left.Span.Start));
        }

        if (token.Kind == TokenKind.Assign)
        {
            _stream.Bag.SingleEquals(token.Span);
        }

        BinaryOperator op = token.Kind switch
        {
            TokenKind.Less => BinaryOperator.Less,
            TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
            TokenKind.Greater => BinaryOperator.Greater,
            TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
            TokenKind.NotEqual => BinaryOperator.NotEqual,
            _ => BinaryOperator.Equal,
        };
        return Combine(op, token.Span, left, ParseSum());
    }

    private ExpressionSyntax ParseSum()
    {
        ExpressionSyntax left = ParseProduct();
        while (_stream.Current.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            Token token = _stream.Advance();
            BinaryOperator op = token.Kind == TokenKind.Plus ? BinaryOperator.Add : BinaryOperator.Subtract;
            left = Combine(op, token.Span, left, ParseProduct());
        }

        return left;
    }

    private ExpressionSyntax ParseProduct()
    {
        ExpressionSyntax left = ParseSigned();
        while (_stream.Current.Kind is TokenKind.Star or TokenKind.Slash)
        {
            Token token = _stream.Advance();
            BinaryOperator op = token.Kind == TokenKind.Star ? BinaryOperator.Multiply : BinaryOperator.Divide;
            left = Combine(op, token.Span, left, ParseSigned());
        }

        return left;
    }

    private ExpressionSyntax ParseSigned()
        => _stream.Is(TokenKind.Minus) ? Nested(() => Unary(isNot: false, ParseSigned)) : ParsePrimary();

    private UnarySyntax Unary(bool isNot, Func<ExpressionSyntax> parseOperand)
    {
        int start = _stream.Advance().Span.Start;
        ExpressionSyntax operand = parseOperand();
        return new UnarySyntax(isNot, operand, _stream.From(start));
    }

    private ExpressionSyntax ParsePrimary()
    {
        Token token = _stream.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return ParseNumber();

            case TokenKind.Duration:
                _stream.Advance();
                if (!token.IsPoisoned)
                {
                    _stream.Bag.DurationInExpression(token.Span, token.Text);
                }

                return new ErrorSyntax(token.Span);

            case TokenKind.OpenParenthesis:
                return Nested(ParseParenthesized);

            case TokenKind.Word when token.Text == "not":
                return ParseNot();                                  // the checker says that a condition is no number

            case TokenKind.Word when _stream.Peek().Kind == TokenKind.OpenParenthesis && IsCallable(token.Text):
                return Nested(ParseCall);

            case TokenKind.Word when !ReservedWords.IsReserved(token.Text):
                return ParseName();

            case TokenKind.Word when IsCallable(token.Text):
                _stream.Advance();
                _stream.ReportExpected($"'(' behind '{token.Text}'", $"it needs what to work on: {token.Text}(…)");
                return new ErrorSyntax(token.Span);

            default:
                _stream.ReportExpected("an expression");
                return new ErrorSyntax(new TextSpan(_stream.PreviousEnd, 0));
        }
    }

    private static bool IsCallable(string word)
        => word == "abs" || ReservedWords.IsAggregate(word, out _, out _) || !ReservedWords.IsReserved(word);

    private ExpressionSyntax ParseNumber()
    {
        Token token = _stream.Advance();
        UnitSyntax? unit = _literals.Unit();
        TextSpan span = _stream.From(token.Span.Start);
        return token.IsPoisoned ? new ErrorSyntax(span) : new NumberSyntax(token.Number, unit, span);
    }

    private ExpressionSyntax ParseName()
    {
        Token token = _stream.Advance();
        var first = new NameSyntax(token.Text, token.Span);
        if (!_stream.TryTake(TokenKind.DotDot))
        {
            return first;
        }

        Token last = _stream.Current;
        if (last.Kind != TokenKind.Word || ReservedWords.IsReserved(last.Text))
        {
            _stream.ReportExpected("the last channel of the range");
            return new ErrorSyntax(_stream.From(token.Span.Start));
        }

        _stream.Advance();
        return new ChannelRangeSyntax(first, new NameSyntax(last.Text, last.Span), _stream.From(token.Span.Start));
    }

    private ParenthesizedSyntax ParseParenthesized()
    {
        int start = _stream.Advance().Span.Start;
        ExpressionSyntax inner = ParseOr();
        Close();
        return new ParenthesizedSyntax(inner, _stream.From(start));
    }

    private CallSyntax ParseCall()
    {
        Token function = _stream.Advance();
        _stream.Advance();
        var arguments = new List<ExpressionSyntax>();
        int height = 0;
        if (!_stream.Is(TokenKind.CloseParenthesis))
        {
            do
            {
                ExpressionSyntax argument = ParseOr();
                height = Math.Max(height, argument.Height);
                arguments.Add(argument);
            }
            while (!IsNextField() && _stream.TryTake(TokenKind.Comma));
        }

        Close();
        return new CallSyntax(function.Text, function.Span, arguments, _stream.From(function.Span.Start), height + 1);
    }

    /// <summary>True at <c>, name =</c>: the list of fields goes on, so a parenthesis is missing here.</summary>
    private bool IsNextField()
        => _stream.Is(TokenKind.Comma) && _stream.Peek().Kind == TokenKind.Word && _stream.Peek(2).Kind == TokenKind.Assign;

    private void Close()
    {
        if (IsNextField())
        {
            _stream.ReportExpected("')'");
        }
        else if (!_stream.Expect(TokenKind.CloseParenthesis, "')'"))
        {
            _stream.SkipToClosing();
        }
    }

    private ExpressionSyntax Combine(BinaryOperator op, TextSpan operatorSpan, ExpressionSyntax left, ExpressionSyntax right)
    {
        var node = new BinarySyntax(op, operatorSpan, left, right);
        if (node.Height <= MaxHeight)
        {
            return node;
        }

        if (!_isTooLargeReported)
        {
            _stream.Bag.ExpressionTooLarge(operatorSpan);
            _isTooLargeReported = true;
        }

        return new ErrorSyntax(node.Span);
    }

    private ExpressionSyntax Nested(Func<ExpressionSyntax> parse)
    {
        if (_nesting == MaxNesting)
        {
            if (!_stream.HasJustFailed)
            {
                _stream.Bag.NestedTooDeeply(_stream.Current.Span, MaxNesting);
            }

            TextSpan span = _stream.Current.Span;
            _stream.SkipTo();
            return new ErrorSyntax(span);
        }

        _nesting++;
        ExpressionSyntax result = parse();
        _nesting--;
        return result;
    }
}
