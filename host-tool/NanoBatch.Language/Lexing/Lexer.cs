using System.Collections.Generic;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Lexing;

/// <summary>Cuts a job into lexemes. Never fails: what it cannot read it reports, repairs where the meaning is plain, and passes over.</summary>
internal sealed class Lexer
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly DiagnosticBag _bag;
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private readonly HashSet<string> _foreignWords = [];
    private bool _isFirstOnLine = true;
    private int _at;

    private Lexer(SourceText source, DiagnosticBag bag)
    {
        _source = source;
        _text = source.Text;
        _bag = bag;
    }

    /// <summary>All lexemes of a file. O(n).</summary>
    public static TokenList Read(SourceText source, DiagnosticBag bag)
    {
        var lexer = new Lexer(source, bag);
        while (lexer._at < lexer._text.Length)
        {
            lexer.ReadNext();
        }

        lexer.Add(TokenKind.EndOfFile, new TextSpan(lexer._text.Length, 0), "the end of the file");
        return new TokenList(lexer._tokens, lexer._comments);
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private TextSpan From(int start) => new(start, _at - start);

    private void Add(TokenKind kind, TextSpan span, string text) => Add(new Token(kind, span, text));

    private void Add(Token token)
    {
        _tokens.Add(token with { IsFirstOnLine = _isFirstOnLine });
        _isFirstOnLine = false;
    }

    private void ReadNext()
    {
        char c = Peek();
        switch (c)
        {
            case '\n' or '\r':
                _isFirstOnLine = true;
                _at++;
                break;
            case ' ' or '\t':
                _at++;
                break;
            case '#':
                ReadComment();
                break;
            case '"':
                ReadString();
                break;
            default:
                ReadLexeme(c);
                break;
        }
    }

    private void ReadLexeme(char c)
    {
        if (_tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number && TryReadUnit(c))
        {
            return;
        }

        if (Characters.IsDigit(c))
        {
            var numbers = new NumberLexer(_text, _at, _bag);
            numbers.Read(Add);
            _at = numbers.End;
        }
        else if (Characters.IsWordLike(c))
        {
            ReadWord();
        }
        else if (!TryReadOperator())
        {
            ReadUnexpected();
        }
    }

    private void ReadComment()
    {
        int start = _at;
        while (_at < _text.Length && Peek() is not ('\n' or '\r'))
        {
            _at++;
        }

        string text = _text[start.._at].TrimEnd();
        _comments.Add(new Comment(new TextSpan(start, text.Length), text, _isFirstOnLine));
    }

    private void ReadString()
    {
        int start = _at++;
        while (_at < _text.Length && Peek() is not ('"' or '\n' or '\r'))
        {
            _at++;
        }

        bool isTerminated = Peek() == '"' && _at < _text.Length;
        string content = _text[(start + 1).._at];
        if (isTerminated)
        {
            _at++;
        }
        else
        {
            content = content.TrimEnd();
            _bag.UnterminatedString(new TextSpan(start, content.Length + 1));
        }

        Add(new Token(TokenKind.String, From(start), content) { IsPoisoned = !isTerminated });
    }

    /// <summary>A unit stands only after a number, and a reserved word there is no unit, except <c>raw</c>.</summary>
    private bool TryReadUnit(char c)
    {
        int end = _at + 1;
        if (c != '%')
        {
            end = Units.EndOf(_text, _at);
            string word = _text[_at..end];
            bool isName = end < _text.Length && _text[end] == '_';
            if (end == _at || isName || (word != "raw" && ReservedWords.IsReserved(word)))
            {
                return false;
            }
        }

        var span = new TextSpan(_at, end - _at);
        _at = end;
        Add(TokenKind.Unit, span, Units.Normalize(_source.Slice(span)));
        return true;
    }

    private void ReadWord()
    {
        int start = _at;
        bool mayHyphenate = _tokens.Count > 0 && _tokens[^1].IsWord("job");
        while (Characters.IsWordLike(Peek()) || (mayHyphenate && Peek() == '-' && _at > start))
        {
            _at++;
        }

        string word = _text[start.._at];
        bool isName = Characters.IsLetter(word[0]);
        foreach (char c in word)
        {
            isName &= Characters.IsNamePart(c) || c == '-';
        }

        if (!isName && _foreignWords.Add(word))
        {
            _bag.MalformedName(From(start), word);
        }

        Add(new Token(TokenKind.Word, From(start), word) { IsPoisoned = !isName });
    }

    private bool TryReadOperator()
    {
        (TokenKind kind, int length) = (Peek(), Peek(1)) switch
        {
            ('(', _) => (TokenKind.OpenParenthesis, 1),
            (')', _) => (TokenKind.CloseParenthesis, 1),
            (',', _) => (TokenKind.Comma, 1),
            ('.', '.') => (TokenKind.DotDot, 2),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', _) => (TokenKind.Slash, 1),
            ('=', '=') => (TokenKind.Equal, 2),
            ('=', _) => (TokenKind.Assign, 1),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('<', _) => (TokenKind.Less, 1),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('>', _) => (TokenKind.Greater, 1),
            _ => (TokenKind.EndOfFile, 0),
        };
        if (length == 0)
        {
            return false;
        }

        Add(kind, new TextSpan(_at, length), _text.Substring(_at, length));
        _at += length;
        return true;
    }

    /// <summary>Signs of other languages and of word processors are read as what they mean; everything else is passed over.</summary>
    private void ReadUnexpected()
    {
        (string foreign, TokenKind kind, string meant) = Lookalike();
        int start = _at;
        if (foreign.Length > 0)
        {
            _at += foreign.Length;
            string hint = kind == TokenKind.Unit ? "'%' is a unit and stands after a number" : $"write '{meant}'";
            _bag.UnexpectedCharacter(From(start), $"'{foreign}'", hint);
            Add(new Token(kind, From(start), meant) { IsRepaired = true });
            return;
        }

        char first = Peek();
        do
        {
            _at++;
        }
        while (_at < _text.Length && (Peek() == first || char.IsLowSurrogate(Peek())));
        bool isReplacement = first == '\uFFFD' && _source.FirstInvalidUtf8 != null;
        if (!isReplacement)
        {
            _bag.UnexpectedCharacter(From(start), Describe(first, start), first == '.' ? "a number has digits on both sides of its point" : null);
        }
    }

    private (string Foreign, TokenKind Kind, string Meant) Lookalike() => (Peek(), Peek(1)) switch
    {
        ('%', _) => ("%", TokenKind.Unit, "%"),
        ('&', '&') => ("&&", TokenKind.Word, "and"),
        ('|', '|') => ("||", TokenKind.Word, "or"),
        ('!', _) => ("!", TokenKind.Word, "not"),
        ('\u2212' or '\u2013', _) => (_text.Substring(_at, 1), TokenKind.Minus, "-"),
        ('×' or '·', _) => (_text.Substring(_at, 1), TokenKind.Star, "*"),
        ('÷', _) => ("÷", TokenKind.Slash, "/"),
        ('≤', _) => ("≤", TokenKind.LessOrEqual, "<="),
        ('≥', _) => ("≥", TokenKind.GreaterOrEqual, ">="),
        ('≠', _) => ("≠", TokenKind.NotEqual, "!="),
        ('…', _) => ("…", TokenKind.DotDot, ".."),
        _ => (string.Empty, TokenKind.EndOfFile, string.Empty),
    };

    private string Describe(char c, int start)
    {
        bool isPair = char.IsHighSurrogate(c) && start + 1 < _text.Length && char.IsLowSurrogate(_text[start + 1]);
        string shown = isPair ? _text.Substring(start, 2) : c.ToString();
        return char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"U+{(int)c:X4}")
            : $"'{shown}'";
    }
}
