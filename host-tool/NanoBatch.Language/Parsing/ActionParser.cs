using System.Collections.Generic;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Parsing;

/// <summary>Reports and alerts.</summary>
internal sealed class ActionParser
{
    private readonly TokenStream _stream;
    private readonly LiteralParser _literals;
    private readonly ExpressionParser _expressions;

    public ActionParser(TokenStream stream, LiteralParser literals, ExpressionParser expressions)
    {
        _stream = stream;
        _literals = literals;
        _expressions = expressions;
    }

    public ReportSyntax ParseReport()
    {
        TextSpan keyword = _stream.Advance().Span;
        List<FieldSyntax> fields = ParseFields();
        var order = new ClauseOrder(_stream, "when", "on");
        ExpressionSyntax? when = null;
        ChangeSyntax? change = null;
        while (!_stream.IsOnDemand)
        {
            bool isNewTask = _stream.IsWord("on") && _stream.Current.IsFirstOnLine && !_stream.Peek().IsWord("change");
            string? word = isNewTask ? null : order.Match();
            if (word == null)
            {
                break;
            }

            if (word == "when")
            {
                when = _expressions.Parse();
            }
            else
            {
                change = ParseChange(_stream.PreviousEnd - word.Length);
            }

            Recover("when", "on");
        }

        return new ReportSyntax(fields, when, change, keyword, _stream.From(keyword.Start));
    }

    public AlertSyntax ParseAlert()
    {
        int start = _stream.Advance().Span.Start;
        Located<string>? name = _literals.Name("a name for the alert", next => next.IsWord("when"));
        Recover("when", "for", "until");
        ExpressionSyntax? when = null;
        if (_stream.ExpectWord("when") != null)
        {
            when = _expressions.Parse();
        }

        Recover("for", "until");
        Located<DecimalNumber>? runs = null;
        ExpressionSyntax? until = null;
        var order = new ClauseOrder(_stream, "for", "until");
        while (order.Match() is { } word)
        {
            if (word == "for")
            {
                runs = _literals.Whole("a number of runs");
                if (!_stream.HasJustFailed)
                {
                    _stream.ExpectWord("runs");
                }
            }
            else
            {
                until = _expressions.Parse();
            }

            Recover("for", "until");
        }

        return new AlertSyntax(name, when, runs, until, _stream.From(start));
    }

    private List<FieldSyntax> ParseFields()
    {
        var fields = new List<FieldSyntax>();
        while (true)
        {
            fields.Add(ParseField());
            if (_stream.HasJustFailed)
            {
                _stream.SkipField();
            }

            if (_stream.TryTake(TokenKind.Comma))
            {
                continue;
            }

            if (!IsMissingComma())
            {
                return fields;
            }

            _stream.ReportExpected("',' between two fields");
        }
    }

    /// <summary>True where another field follows without its comma.</summary>
    private bool IsMissingComma()
    {
        Token token = _stream.Current;
        bool isExpressionStart = token.Kind is TokenKind.Number or TokenKind.OpenParenthesis
            || (token.Kind == TokenKind.Word && !token.IsFirstOnLine && IsFieldWord(token.Text));
        return isExpressionStart && !_stream.HasJustFailed && !_stream.IsStatementStart && !_stream.IsActionStart;
    }

    private bool IsFieldWord(string word)
        => word == "abs"
            || ReservedWords.IsAggregate(word, out _, out _)
            || (!ReservedWords.IsReserved(word) && _stream.Peek().Kind is TokenKind.Assign or TokenKind.OpenParenthesis or TokenKind.Comma);

    private FieldSyntax ParseField()
    {
        int start = _stream.Current.Span.Start;
        Located<string>? name = null;
        if (_stream.Is(TokenKind.Word) && _stream.Peek().Kind == TokenKind.Assign)
        {
            name = _literals.Name("a name for the field", _ => true);
            _stream.Advance();
        }

        ExpressionSyntax value = _expressions.Parse();
        return new FieldSyntax(name, value, _stream.From(start));
    }

    private ChangeSyntax ParseChange(int start)
    {
        Located<DecimalNumber>? by = null;
        UnitSyntax? unit = null;
        Located<long>? orEvery = null;
        if (_stream.ExpectWord("change") != null && _stream.ExpectWord("by") != null)
        {
            by = _literals.Number("how large a change counts");
            unit = _stream.HasJustFailed ? null : _literals.Unit();
        }

        if (!_stream.HasJustFailed && _stream.TryTakeWord("or") && _stream.ExpectWord("every") != null)
        {
            orEvery = _literals.Duration();
        }

        return new ChangeSyntax(by, unit, orEvery, _stream.From(start));
    }

    private void Recover(params string[] words)
    {
        if (_stream.HasJustFailed)
        {
            _stream.SkipTo(words);
        }
    }
}
