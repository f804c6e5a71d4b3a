using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Parsing;

/// <summary>
/// A cursor over lexemes that reports what is missing and finds its feet again. At most one message is given about one lexeme, so
/// that every rule may complain on its way out.
/// </summary>
internal sealed class TokenStream
{
    private static readonly string[] s_statements = ["sample", "zone", "let", "daily", "weekly", "cron"];

    /// <summary>Words that also occur inside a statement: only at the start of a line does recovery take them for a new one.</summary>
    private static readonly string[] s_ambiguousStatements = ["job", "every", "after", "on"];

    private static readonly string[] s_expressionWords = ["and", "or", "not", "in", "abs", "raw"];

    /// <summary>Lexemes searched for a closing parenthesis: keeps a hostile file linear.</summary>
    private const int MaxLookAhead = 200;

    private readonly IReadOnlyList<Token> _tokens;
    private int _index;
    private int _failedAt = -1;

    public TokenStream(IReadOnlyList<Token> tokens, DiagnosticBag bag)
    {
        _tokens = tokens;
        Bag = bag;
    }

    public DiagnosticBag Bag { get; }

    public Token Current => _tokens[_index];

    public bool IsAtEnd => Current.Kind == TokenKind.EndOfFile;

    /// <summary>True when the current lexeme was complained about and nothing has been read since.</summary>
    public bool HasJustFailed => _failedAt == _index;

    public bool IsActionStart => Current.IsWord("report") || Current.IsWord("alert");

    /// <summary>True where recovery may resume with a new statement.</summary>
    public bool IsStatementStart
        => Current.Kind == TokenKind.Word
            && (s_statements.Contains(Current.Text) || IsOnDemand || (Current.IsFirstOnLine && s_ambiguousStatements.Contains(Current.Text)));

    /// <summary>True at any word that can begin a statement, wherever it stands.</summary>
    public bool IsStatementWord => Is(TokenKind.Word) && (s_statements.Contains(Current.Text) || s_ambiguousStatements.Contains(Current.Text));

    public bool IsOnDemand => Current.IsWord("on") && Peek().IsWord("demand");

    /// <summary>End of the lexeme before the current one; 0 at the start.</summary>
    public int PreviousEnd => _index == 0 ? 0 : _tokens[_index - 1].Span.End;

    private bool IsBoundary => IsAtEnd || IsStatementStart || IsActionStart;

    public Token Peek(int ahead = 1) => _tokens[Math.Min(_index + ahead, _tokens.Count - 1)];

    public bool IsWord(string word) => Current.IsWord(word);

    public bool Is(TokenKind kind) => Current.Kind == kind;

    public Token Advance()
    {
        Token token = Current;
        if (!IsAtEnd)
        {
            _index++;
        }

        return token;
    }

    public bool TryTake(TokenKind kind)
    {
        bool isThere = Is(kind);
        if (isThere)
        {
            Advance();
        }

        return isThere;
    }

    public bool TryTakeWord(string word)
    {
        bool isThere = IsWord(word);
        if (isThere)
        {
            Advance();
        }

        return isThere;
    }

    /// <summary>The stretch from an offset to the end of the last lexeme read.</summary>
    public TextSpan From(int start) => new(start, Math.Max(PreviousEnd - start, 0));

    /// <summary>Takes a lexeme of one kind, or reports that it is missing.</summary>
    public bool Expect(TokenKind kind, string what)
    {
        if (TryTake(kind))
        {
            return true;
        }

        ReportExpected(what);
        return false;
    }

    /// <summary>Takes one of some words; a misspelt one is reported and taken as what it was meant to be.</summary>
    /// <returns>The word, or null after a report.</returns>
    public string? ExpectWord(params string[] words)
    {
        string? word = MatchWord(words);
        if (word != null)
        {
            Advance();
            return word;
        }

        ReportExpected(string.Join(" or ", words.Select(expected => $"'{expected}'")));
        return null;
    }

    /// <summary>Which of some words the current lexeme is; a misspelt one is reported. Takes nothing, and is silent on null.</summary>
    public string? MatchWord(params string[] words)
    {
        Token token = Current;
        if (token.Kind is not (TokenKind.Word or TokenKind.Unit))
        {
            return null;
        }

        if (token.Kind == TokenKind.Word && words.Contains(token.Text))
        {
            return token.Text;
        }

        if (token.IsPoisoned || token.IsRepaired || ReservedWords.IsReserved(token.Text))
        {
            return null;
        }

        string? nearest = EditDistance.Nearest(token.Text, words);
        if (nearest != null && !HasJustFailed)
        {
            Bag.Expected(token.Span, $"'{nearest}'", $"'{token.Text}'", $"did you mean '{nearest}'?");
            _failedAt = _index;
        }

        return nearest;
    }

    /// <summary>Says what should stand here: at the current lexeme, or at the end of the line before where that is all there is.</summary>
    /// <param name="what">For the message.</param>
    /// <param name="hint">One thing to try; null repeats what is expected.</param>
    /// <param name="isSurplus">True where the current lexeme is too much rather than another one missing before it.</param>
    public void ReportExpected(string what, string? hint = null, bool isSurplus = false)
    {
        if (!HasJustFailed && !Current.IsPoisoned && !Current.IsRepaired)
        {
            bool isMissing = IsAtEnd || (Current.IsFirstOnLine && _index > 0 && !isSurplus);
            TextSpan span = isMissing ? new TextSpan(PreviousEnd, 0) : Current.Span;
            Bag.Expected(span, what, Found(Current), hint);
        }

        if (Bag.IsFull)
        {
            _index = _tokens.Count - 1;
        }

        MarkFailed();
    }

    /// <summary>Keeps the callers silent about the current lexeme.</summary>
    public void MarkFailed() => _failedAt = _index;

    /// <summary>Passes over lexemes up to a statement, an action, or one of some words.</summary>
    public void SkipTo(params string[] words)
    {
        while (!IsBoundary && !(Is(TokenKind.Word) && words.Contains(Current.Text)))
        {
            Advance();
        }

        MarkFailed();
    }

    /// <summary>Passes over the rest of a broken field, up to its comma or to what may follow the list.</summary>
    public void SkipField()
    {
        int depth = 0;
        while (!IsBoundary && !IsClauseWord && !(depth <= 0 && Is(TokenKind.Comma)))
        {
            depth += Is(TokenKind.OpenParenthesis) ? 1 : Is(TokenKind.CloseParenthesis) ? -1 : 0;
            Advance();
        }

        MarkFailed();
    }

    /// <summary>Takes everything up to the parenthesis that closes the current level, if there is one before the expression ends.</summary>
    public void SkipToClosing()
    {
        int start = _index;
        int depth = 0;
        while (!IsBoundary && !IsClauseWord && _index - start < MaxLookAhead)
        {
            if (Is(TokenKind.CloseParenthesis) && depth-- == 0)
            {
                Advance();
                return;
            }

            depth += Is(TokenKind.OpenParenthesis) ? 1 : 0;
            Advance();
        }

        _index = start;
    }

    private bool IsClauseWord
        => Is(TokenKind.Word)
            && ReservedWords.IsReserved(Current.Text)
            && !ReservedWords.IsAggregate(Current.Text, out _, out _)
            && !s_expressionWords.Contains(Current.Text);

    private static string Found(Token token) => token.Kind switch
    {
        TokenKind.EndOfFile => token.Text,
        TokenKind.String => "a text in quotation marks",
        _ => $"'{(token.Text.Length <= 40 ? token.Text : token.Text[..40] + "…")}'",
    };
}
