using System;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Parsing;

/// <summary>Names, numbers, durations, times and ranges; each result is null after a report.</summary>
internal sealed class LiteralParser
{
    private readonly TokenStream _stream;

    public LiteralParser(TokenStream stream)
    {
        _stream = stream;
    }

    /// <summary>Reads a name that is being given.</summary>
    /// <param name="what">For the message: "a name for the let".</param>
    /// <param name="mayFollow">Tells whether a reserved word stands where a name was meant, by the lexeme behind it.</param>
    public Located<string>? Name(string what, Func<Token, bool> mayFollow)
    {
        Token token = _stream.Current;
        bool isReserved = token.Kind == TokenKind.Word && ReservedWords.IsReserved(token.Text);
        if (token.Kind != TokenKind.Word || (isReserved && !mayFollow(_stream.Peek())))
        {
            _stream.ReportExpected(what);
            return null;
        }

        _stream.Advance();
        if (isReserved)
        {
            _stream.Bag.ReservedName(token.Span, token.Text, ReservedWords.KindOf(token.Text));
        }
        else if (token.Text.Length > Limits.NameLengthMax)
        {
            _stream.Bag.NameTooLong(token.Span, token.Text.Length);
        }

        return new Located<string>(token.Text, token.Span);
    }

    public Located<long>? Duration()
    {
        Token token = _stream.Current;
        switch (token.Kind)
        {
            case TokenKind.Duration:
                _stream.Advance();
                return token.IsPoisoned ? null : new Located<long>(token.Value, token.Span);

            case TokenKind.Number:
                ReportNumberForDuration(token);
                return null;

            default:
                _stream.ReportExpected("a duration such as 10s");
                if (token.Kind == TokenKind.Word && !ReservedWords.IsReserved(token.Text) && !token.IsFirstOnLine)
                {
                    _stream.Advance();
                }

                return null;
        }
    }

    public Located<long>? Time()
    {
        Token token = _stream.Current;
        if (token.Kind != TokenKind.Time)
        {
            _stream.ReportExpected("a time of day such as 06:00");
            if (token.Kind is TokenKind.Number or TokenKind.Duration)
            {
                _stream.Advance();
            }

            return null;
        }

        _stream.Advance();
        return token.IsPoisoned ? null : new Located<long>(token.Value, token.Span);
    }

    /// <summary>A whole number; its limits are the checker's.</summary>
    public Located<DecimalNumber>? Whole(string what)
    {
        Token token = _stream.Current;
        bool isGood = token.Kind == TokenKind.Number && token.IsWhole;
        if (!isGood)
        {
            _stream.ReportExpected(what);
        }

        if (token.Kind is TokenKind.Number or TokenKind.Duration)
        {
            _stream.Advance();
        }

        return isGood && !token.IsPoisoned ? new Located<DecimalNumber>(token.Number, token.Span) : null;
    }

    /// <summary>An unsigned number.</summary>
    public Located<DecimalNumber>? Number(string what)
    {
        Token token = _stream.Current;
        if (token.Kind != TokenKind.Number)
        {
            _stream.ReportExpected(what);
            if (token.Kind == TokenKind.Duration)
            {
                _stream.Advance();
            }

            return null;
        }

        _stream.Advance();
        return token.IsPoisoned ? null : new Located<DecimalNumber>(token.Number, token.Span);
    }

    /// <summary>The unit behind a number, or null where there is none.</summary>
    public UnitSyntax? Unit()
    {
        Token token = _stream.Current;
        if (!_stream.TryTake(TokenKind.Unit))
        {
            return null;
        }

        if (token.Text.Length > Limits.UnitLengthMax)
        {
            _stream.Bag.UnitTooLong(token.Span, token.Text.Length);
        }

        return new UnitSyntax(token.Text, token.Span);
    }

    /// <summary><c>[-]LO..[-]HI [unit]</c>.</summary>
    public RangeSyntax? Range()
    {
        int start = _stream.Current.Span.Start;
        Located<DecimalNumber>? low = Signed();
        if (_stream.HasJustFailed)
        {
            return null;
        }

        if (_stream.Is(TokenKind.Unit) && _stream.Peek().Kind == TokenKind.DotDot)
        {
            _stream.ReportExpected("'..'", "the unit of a range stands once, behind its upper end");
            _stream.Advance();
        }

        if (!_stream.Expect(TokenKind.DotDot, "'..' and the upper end of the range"))
        {
            return null;
        }

        Located<DecimalNumber>? high = Signed();
        UnitSyntax? unit = _stream.HasJustFailed ? null : Unit();
        return low is { } lower && high is { } upper
            ? new RangeSyntax(lower.Value, upper.Value, unit, _stream.From(start))
            : null;
    }

    private Located<DecimalNumber>? Signed()
    {
        int start = _stream.Current.Span.Start;
        bool isNegative = _stream.TryTake(TokenKind.Minus);
        Located<DecimalNumber>? number = Number("a number");
        return number is { } found
            ? new Located<DecimalNumber>(isNegative ? found.Value.Negated() : found.Value, _stream.From(start))
            : null;
    }

    /// <summary><c>every 30 s</c>: with a space it is a quantity.</summary>
    private void ReportNumberForDuration(Token number)
    {
        Token unit = _stream.Peek();
        string glued = number.Text + unit.Text;
        bool isSpaced = unit.Kind == TokenKind.Unit && DurationReader.TryRead(glued, out _) == DurationReader.Outcome.Good;
        if (!isSpaced)
        {
            _stream.ReportExpected("a duration such as 10s");
            _stream.Advance();
            _stream.TryTake(TokenKind.Unit);
            return;
        }

        _stream.Advance();
        _stream.Advance();
        if (!number.IsPoisoned)
        {
            TextSpan span = TextSpan.Union(number.Span, unit.Span);
            _stream.Bag.Expected(span, "a duration such as 10s", $"'{number.Text} {unit.Text}'", $"write '{glued}' without a space");
        }
    }
}
