using System;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Lexing;

/// <summary>Reads what begins with a digit: a time of day, a duration or a number, and a unit that was glued to it.</summary>
internal sealed class NumberLexer
{
    private readonly string _text;
    private readonly int _start;
    private readonly DiagnosticBag _bag;

    public NumberLexer(string text, int start, DiagnosticBag bag)
    {
        _text = text;
        _start = start;
        _bag = bag;
        End = start;
    }

    /// <summary>Offset just past what was read.</summary>
    public int End { get; private set; }

    private TextSpan Span => new(_start, End - _start);

    /// <summary>Hands on one token, or two where a unit was written without its space.</summary>
    public void Read(Action<Token> add)
    {
        SkipDigits();
        if (At(0) == ':' && Characters.IsDigit(At(1)))
        {
            add(ReadTime());
            return;
        }

        bool isWhole = true;
        if (At(0) == '.' && Characters.IsDigit(At(1)))
        {
            isWhole = false;
            End++;
            SkipDigits();
        }

        isWhole &= !TrySkipExponent();
        int unitEnd = Units.EndOf(_text, End);
        if (unitEnd == End || At(0) == '%')
        {
            add(NumberToken(isWhole));
            return;
        }

        ReadWithLetters(unitEnd, isWhole, add);
    }

    private char At(int ahead) => End + ahead < _text.Length ? _text[End + ahead] : '\0';

    private void SkipDigits()
    {
        while (Characters.IsDigit(At(0)))
        {
            End++;
        }
    }

    private bool TrySkipExponent()
    {
        int sign = At(1) is '+' or '-' ? 1 : 0;
        if (At(0) is not ('e' or 'E') || !Characters.IsDigit(At(1 + sign)))
        {
            return false;
        }

        End += 1 + sign;
        SkipDigits();
        return true;
    }

    private Token ReadTime()
    {
        while (Characters.IsDigit(At(0)) || (At(0) == ':' && Characters.IsDigit(At(1))))
        {
            End++;
        }

        string text = _text[_start..End];
        string[] parts = text.Split(':');
        bool isTime = parts.Length == 2 && parts[0].Length == 2 && parts[1].Length == 2;
        int minute = 0;
        if (isTime)
        {
            int hours = ((parts[0][0] - '0') * 10) + parts[0][1] - '0';
            int minutes = ((parts[1][0] - '0') * 10) + parts[1][1] - '0';
            isTime = hours < 24 && minutes < 60;
            minute = (hours * 60) + minutes;
        }

        if (!isTime)
        {
            _bag.MalformedTime(Span, text);
        }

        return new Token(TokenKind.Time, Span, text) { Value = isTime ? minute : 0, IsPoisoned = !isTime };
    }

    /// <summary>Digits directly followed by letters: a duration, or a unit that lacks its space.</summary>
    private void ReadWithLetters(int unitEnd, bool isWhole, Action<Token> add)
    {
        int numberEnd = End;
        int wordEnd = DurationReader.EndOf(_text, numberEnd);
        string word = _text[_start..wordEnd];
        DurationReader.Outcome outcome = DurationReader.TryRead(word, out long durationMs);
        if (outcome == DurationReader.Outcome.Good)
        {
            End = wordEnd;
            add(new Token(TokenKind.Duration, Span, word) { Value = durationMs });
        }
        else if (outcome == DurationReader.Outcome.NoDuration)
        {
            Token number = NumberToken(isWhole);
            string unit = _text[numberEnd..unitEnd];
            _bag.MissingSpaceBeforeUnit(new TextSpan(_start, unitEnd - _start), _text[_start..numberEnd], unit);
            add(number with { IsRepaired = true });
            End = unitEnd;
            add(new Token(TokenKind.Unit, new TextSpan(numberEnd, unitEnd - numberEnd), Units.Normalize(unit)) { IsRepaired = true });
        }
        else
        {
            End = wordEnd;
            Report(outcome, word, durationMs);
            add(new Token(TokenKind.Duration, Span, word) { Value = durationMs, IsPoisoned = true });
        }
    }

    private void Report(DurationReader.Outcome outcome, string word, long durationMs)
    {
        if (outcome == DurationReader.Outcome.TooLong)
        {
            _bag.DurationTooLong(Span, word);
        }
        else
        {
            _bag.MalformedDuration(Span, word, durationMs > 0 ? Durations.Format(durationMs) : null);
        }
    }

    private Token NumberToken(bool isWhole)
    {
        string text = _text[_start..End];
        NumberReader.Outcome outcome = NumberReader.TryRead(text, out DecimalNumber number);
        if (outcome == NumberReader.Outcome.TooManyDigits)
        {
            _bag.TooManyDigits(Span, text);
        }
        else if (outcome == NumberReader.Outcome.OutOfRange)
        {
            _bag.NumberOutOfRange(Span, text);
        }

        return new Token(TokenKind.Number, Span, text)
        {
            Number = number,
            IsWhole = isWhole,
            IsPoisoned = outcome != NumberReader.Outcome.Good,
        };
    }
}
