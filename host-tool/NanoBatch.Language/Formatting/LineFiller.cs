using System.Text;
using NanoBatch.Language.Lexing;

namespace NanoBatch.Language.Formatting;

/// <summary>Fills the lines of one statement: breaks where it may once a line gets too long, and where a comment forces it.</summary>
internal sealed class LineFiller
{
    private const int MaxWidth = 120;

    private readonly StringBuilder _output;
    private readonly int _nextIndent;
    private readonly StringBuilder _piece = new();
    private bool _isPieceParted;
    private int _width;
    private bool _isLineEmpty = true;
    private int _indent;

    public LineFiller(StringBuilder output, int indent, int nextIndent)
    {
        _output = output;
        _indent = indent;
        _nextIndent = nextIndent;
    }

    /// <summary>Adds a lexeme to the piece that is never broken.</summary>
    public void Add(string text, bool isParted)
    {
        if (_piece.Length == 0)
        {
            _isPieceParted = isParted;
        }
        else if (isParted)
        {
            _piece.Append(' ');
        }

        _piece.Append(text);
    }

    /// <summary>Marks a place where the line may end.</summary>
    public void MayBreak()
    {
        if (_piece.Length == 0)
        {
            return;
        }

        int width = _piece.Length + (_isPieceParted ? 1 : 0);
        if (!_isLineEmpty && _width + width > MaxWidth)
        {
            EndLine();
        }

        if (_isLineEmpty)
        {
            _output.Append(' ', _indent);
            _width = _indent;
        }
        else if (_isPieceParted)
        {
            _output.Append(' ');
            _width++;
        }

        _output.Append(_piece);
        _width += _piece.Length;
        _isLineEmpty = false;
        _piece.Clear();
    }

    /// <summary>A comment in the midst of a statement stays where it is: it ends its line.</summary>
    public void AddComment(Comment comment)
    {
        MayBreak();
        if (comment.IsOwnLine)
        {
            if (!_isLineEmpty)
            {
                EndLine();
            }

            _output.Append(' ', _nextIndent).Append(comment.Text).Append('\n');
        }
        else
        {
            _output.Append("  ").Append(comment.Text);
            EndLine();
        }

        _indent = _nextIndent;
    }

    /// <summary>Writes what is left.</summary>
    public void End()
    {
        MayBreak();
        if (!_isLineEmpty)
        {
            EndLine();
        }
    }

    private void EndLine()
    {
        _output.Append('\n');
        _isLineEmpty = true;
        _indent = _nextIndent;
    }
}
