using System;
using System.Linq;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Parsing;

/// <summary>The optional clauses of a statement stand in a fixed order, each once; one out of place is reported and read all the same.</summary>
internal sealed class ClauseOrder
{
    private readonly TokenStream _stream;
    private readonly string[] _words;
    private int _last = -1;

    public ClauseOrder(TokenStream stream, params string[] words)
    {
        _stream = stream;
        _words = words;
    }

    /// <summary>The clause that the current lexeme begins, or null; reports nothing.</summary>
    public string? Next() => _words.FirstOrDefault(_stream.IsWord);

    /// <summary>Takes the word that begins a clause; a misspelt one is reported. Null where none follows.</summary>
    public string? Match()
    {
        string? word = _stream.IsStatementStart || _stream.IsActionStart ? Next() : _stream.MatchWord(_words);
        if (word == null)
        {
            return null;
        }

        TextSpan span = _stream.Advance().Span;
        int index = Array.IndexOf(_words, word);
        if (index == _last)
        {
            _stream.Bag.ClauseTwice(span, word);
        }
        else if (index < _last)
        {
            _stream.Bag.ClauseOutOfOrder(span, word, _words[_last]);
        }

        _last = Math.Max(index, _last);
        return word;
    }
}
