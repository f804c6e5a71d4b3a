using System.Collections.Generic;
using System.Linq;
using System.Text;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Formatting;

/// <summary>Writes a parsed job line by line. Works on lexemes, so that nothing the parser saw can get lost.</summary>
internal sealed class LayoutWriter
{
    private const int Step = 4;

    private readonly SourceText _source;
    private readonly JobSyntaxTree _tree;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly IReadOnlyList<Comment> _comments;
    private readonly StringBuilder _output = new();
    private int _nextComment;
    private int _indent;
    private LineRole? _previousRole;

    public LayoutWriter(SourceText source, JobSyntaxTree tree)
    {
        _source = source;
        _tree = tree;
        _tokens = tree.Lexemes.Tokens;
        _comments = tree.Lexemes.Comments;
    }

    public string Write()
    {
        int at = 0;
        while (_tokens[at].Kind != TokenKind.EndOfFile)
        {
            int end = at + 1;
            while (_tokens[end].Kind != TokenKind.EndOfFile && !_tree.LineStarts.ContainsKey(_tokens[end].Span.Start))
            {
                end++;
            }

            LineRole role = _tree.LineStarts[_tokens[at].Span.Start];
            WriteGap(at, role);
            _indent = role == LineRole.Action ? Step : 0;
            WriteStatement(at, end);
            _previousRole = role;
            at = end;
        }

        WriteTail(at);
        return _output.ToString();
    }

    private int LineOfStart(int token) => _source.GetLine(_tokens[token].Span.Start);

    private int LineOfEnd(int token) => token < 0 ? 0 : _source.GetLine(_tokens[token].Span.End);

    /// <summary>Comments up to an offset that have not been written yet.</summary>
    private List<Comment> TakeComments(int offset)
    {
        var taken = new List<Comment>();
        while (_nextComment < _comments.Count && _comments[_nextComment].Span.Start < offset)
        {
            taken.Add(_comments[_nextComment++]);
        }

        return taken;
    }

    private void WriteLine(int indent, string text) => _output.Append(' ', indent).Append(text).Append('\n');

    /// <summary>Comments and blank lines before a statement or an action.</summary>
    private void WriteGap(int token, LineRole role)
    {
        List<Comment> comments = TakeComments(_tokens[token].Span.Start);
        int previousLine = LineOfEnd(token - 1);
        int ownLine = LineOfStart(token);
        if (role == LineRole.Action)
        {
            comments.ForEach(comment => WriteLine(Step, comment.Text));
            return;
        }

        int tail = _previousRole == null ? 0 : TailLength(comments, previousLine, ownLine);
        foreach (Comment comment in comments.Take(tail))
        {
            WriteLine(_indent, comment.Text);
            previousLine = _source.GetLine(comment.Span.Start);
        }

        bool mustPart = _previousRole != null && (role == LineRole.Task || _previousRole != role);
        foreach (Comment comment in comments.Skip(tail))
        {
            int line = _source.GetLine(comment.Span.Start);
            WriteBlankLine(mustPart || line > previousLine + 1);
            mustPart = false;
            WriteLine(0, comment.Text);
            previousLine = line;
        }

        WriteBlankLine(mustPart || ownLine > previousLine + 1);
    }

    private void WriteBlankLine(bool isWanted)
    {
        if (isWanted && _output.Length > 0)
        {
            _output.Append('\n');
        }
    }

    /// <summary>
    /// How many comments still belong to the statement above: a block right below it that a blank line parts from what follows, or one
    /// that is indented like its actions.
    /// </summary>
    private int TailLength(List<Comment> comments, int previousLine, int nextLine)
    {
        int length = 0;
        int line = previousLine;
        while (length < comments.Count && _source.GetLine(comments[length].Span.Start) == line + 1)
        {
            line++;
            length++;
        }

        if (length == 0)
        {
            return 0;
        }

        bool isParted = (length < comments.Count ? _source.GetLine(comments[length].Span.Start) : nextLine) > line + 1;
        bool isIndented = _previousRole == LineRole.Action && _source.GetPosition(comments[0].Span.Start).Column > 1;
        return isParted ? length : isIndented ? comments.Take(length).TakeWhile(IsIndented).Count() : 0;
    }

    private bool IsIndented(Comment comment) => _source.GetPosition(comment.Span.Start).Column > 1;

    private void WriteStatement(int start, int end)
    {
        var line = new LineFiller(_output, _indent, _indent + Step);
        int depth = 0;
        for (int i = start; i < end; i++)
        {
            Token token = _tokens[i];
            depth += token.Kind == TokenKind.OpenParenthesis ? 1 : token.Kind == TokenKind.CloseParenthesis ? -1 : 0;
            if (i > start)
            {
                TakeComments(token.Span.Start).ForEach(comment => line.AddComment(comment));
            }

            Token before = i - 1 > start ? _tokens[i - 2] : default;
            bool isParted = i > start && Spacing.Parts(_source, before, _tokens[i - 1], token);
            if (depth == 0 && IsClauseStart(token))
            {
                line.MayBreak();
            }

            line.Add(_source.Slice(token.Span), isParted);
            if (depth == 0 && token.Kind == TokenKind.Comma)
            {
                line.MayBreak();
            }
        }

        int lineEnd = _source.GetLineSpan(LineOfEnd(end - 1)).End;
        TakeComments(System.Math.Min(lineEnd, _tokens[end].Span.Start)).ForEach(comment => line.AddComment(comment));
        line.End();
    }

    private static bool IsClauseStart(Token token)
        => token.IsWord("when") || token.IsWord("until") || token.IsWord("for") || token.IsWord("on") || token.IsWord("and") || token.IsWord("or");

    /// <summary>Comments behind the last statement.</summary>
    private void WriteTail(int endOfFile)
    {
        int previousLine = LineOfEnd(endOfFile - 1);
        foreach (Comment comment in TakeComments(int.MaxValue))
        {
            int line = _source.GetLine(comment.Span.Start);
            bool isAdjacent = line == previousLine + 1;
            WriteBlankLine(!isAdjacent);
            WriteLine(isAdjacent && IsIndented(comment) ? _indent : 0, comment.Text);
            _indent = isAdjacent ? _indent : 0;
            previousLine = line;
        }
    }
}
