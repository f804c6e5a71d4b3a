using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Parsing;

/// <summary>The statements of a job. Total: any lexemes give a tree, and what does not fit is reported and passed over.</summary>
internal sealed class Parser
{
    private static readonly string[] s_statementWords = ["sample", "zone", "let", "every", "daily", "weekly", "cron", "after", "on"];

    private readonly TokenStream _stream;
    private readonly TokenList _lexemes;
    private readonly LiteralParser _literals;
    private readonly ExpressionParser _expressions;
    private readonly TaskParser _tasks;
    private readonly List<StatementSyntax> _statements = [];
    private readonly Dictionary<int, LineRole> _lineStarts = [];
    private JobSyntax? _job;
    private bool _isHeaderReported;

    private Parser(TokenList lexemes, DiagnosticBag bag)
    {
        _lexemes = lexemes;
        _stream = new TokenStream(lexemes.Tokens, bag);
        _literals = new LiteralParser(_stream);
        _expressions = new ExpressionParser(_stream, _literals);
        _tasks = new TaskParser(_stream, _literals, _expressions, _lineStarts);
    }

    /// <summary>Parses a file's lexemes. O(n).</summary>
    public static JobSyntaxTree Parse(TokenList lexemes, DiagnosticBag bag)
    {
        var parser = new Parser(lexemes, bag);
        parser.ParseFile();
        return new JobSyntaxTree
        {
            Job = parser._job,
            Statements = parser._statements,
            Lexemes = lexemes,
            LineStarts = parser._lineStarts,
        };
    }

    private void ParseFile()
    {
        bool isMisspelt = _stream.Peek().Kind == TokenKind.Word && !ReservedWords.IsReserved(_stream.Peek().Text)
            && _stream.MatchWord([.. s_statementWords, "job"]) == "job";
        if (isMisspelt || _stream.IsWord("job"))
        {
            _job = ParseJob();
        }
        else if (!_lexemes.Tokens.Any(token => token.IsFirstOnLine && token.IsWord("job")))
        {
            _stream.Bag.MissingJob(new TextSpan(_stream.Current.Span.Start, 0));
            _isHeaderReported = true;
        }

        while (!_stream.IsAtEnd && !_stream.Bag.IsFull)
        {
            ParseStatement();
        }
    }

    private void ParseStatement()
    {
        if (_stream.IsWord("job"))
        {
            ParseLateJob();
            return;
        }

        if (_stream.IsActionStart)
        {
            _stream.Bag.ActionWithoutTask(_stream.Current.Span, _stream.Current.Text);
            _statements.Add(_tasks.ParseOrphan());
            return;
        }

        int start = _stream.Current.Span.Start;
        string? word = _stream.MatchWord([.. s_statementWords, "report", "alert"]);
        StatementSyntax? statement = word switch
        {
            "sample" => ParseSample(),
            "zone" => ParseZone(),
            "let" => ParseLet(),
            null => null,
            "report" or "alert" => _tasks.ParseOrphan(),
            _ => _tasks.Parse(word),
        };
        if (statement != null)
        {
            _lineStarts[start] = statement switch
            {
                SampleSyntax => LineRole.Sample,
                ZoneSyntax => LineRole.Zone,
                LetSyntax => LineRole.Let,
                _ => LineRole.Task,
            };
            _statements.Add(statement);
            return;
        }

        _stream.ReportExpected(
            "a statement", "a line begins with sample, zone, let, a schedule such as 'every 15m', report or alert", isSurplus: true);
        if (!_stream.IsAtEnd)
        {
            _stream.Advance();
            _stream.SkipTo();
        }
    }

    private JobSyntax ParseJob()
    {
        int start = _stream.Advance().Span.Start;
        _lineStarts[start] = LineRole.Job;
        Located<string>? name = _stream.IsStatementStart && _stream.Current.IsFirstOnLine
            ? MissingJobName()
            : _literals.Name("a name for the job", _ => true);
        Located<DecimalNumber>? version = null;
        if (_stream.MatchWord("version") != null)
        {
            _stream.Advance();
            version = _literals.Whole("a whole version number");
        }

        return new JobSyntax(name, version, _stream.From(start));
    }

    private Located<string>? MissingJobName()
    {
        _stream.ReportExpected("a name for the job");
        return null;
    }

    private void ParseLateJob()
    {
        TextSpan span = _stream.Current.Span;
        if (_job != null)
        {
            _stream.Bag.DuplicateJob(span);
        }
        else if (!_isHeaderReported)
        {
            _stream.Bag.JobNotFirst(span);
        }

        JobSyntax late = ParseJob();
        _job ??= late;
    }

    private SampleSyntax ParseSample()
    {
        int start = _stream.Advance().Span.Start;
        var channels = new List<ChannelSyntax>();
        do
        {
            if (ParseChannel() is { } channel)
            {
                channels.Add(channel);
            }
        }
        while (_stream.TryTake(TokenKind.Comma));

        if (_stream.HasJustFailed)
        {
            SkipInSample();
        }

        var sample = new SampleSyntax(default(TextSpan)) { Channels = channels };
        if (!_tasks.LooksLikeTask && _stream.MatchWord("every", "burst", "keep", "valid") == "every")
        {
            _stream.Advance();
            sample = sample with { PeriodMs = _literals.Duration() };
        }
        else
        {
            _stream.ReportExpected("'every' and how often to sample", "for example: every 30s");
        }

        sample = ParseSampleClauses(sample);
        return sample with { Span = _stream.From(start) };
    }

    private ChannelSyntax? ParseChannel()
    {
        if (_literals.Name("the name of a channel", IsAfterChannel) is not { } first)
        {
            return null;
        }

        if (!_stream.TryTake(TokenKind.DotDot))
        {
            return new ChannelSyntax(first, null, first.Span);
        }

        Located<string>? last = _literals.Name("the last channel of the range", IsAfterChannel);
        return last == null ? null : new ChannelSyntax(first, last, TextSpan.Union(first.Span, last.Value.Span));
    }

    private static bool IsAfterChannel(Token next)
        => next.IsWord("every") || next.Kind is TokenKind.Comma or TokenKind.DotDot;

    private SampleSyntax ParseSampleClauses(SampleSyntax sample)
    {
        string[] words = ["burst", "keep", "valid"];
        var order = new ClauseOrder(_stream, words);
        while (true)
        {
            if (_stream.HasJustFailed && order.Next() == null)
            {
                SkipInSample();
            }

            string? word = order.Match();
            if (word == null)
            {
                return sample;
            }

            sample = word switch
            {
                "burst" => ParseBurst(sample),
                "keep" => ParseKeep(sample),
                _ => sample with { Valid = _literals.Range() },
            };
        }
    }

    private SampleSyntax ParseBurst(SampleSyntax sample)
    {
        Located<DecimalNumber>? burst = _literals.Whole("how many readings make a sample");
        string? reducer = _stream.ExpectWord("mean", "median");
        return sample with
        {
            Burst = burst,
            Reducer = reducer switch { "mean" => BurstReducer.Mean, "median" => BurstReducer.Median, _ => BurstReducer.None },
        };
    }

    private SampleSyntax ParseKeep(SampleSyntax sample)
    {
        if (_stream.Is(TokenKind.Number) && _stream.Peek().Kind == TokenKind.Word)
        {
            Located<DecimalNumber>? count = _literals.Whole("how many samples to keep");
            return _stream.ExpectWord("samples") == null ? sample : sample with { KeepSamples = count };
        }

        return sample with { KeepMs = _literals.Duration() };
    }

    private void SkipInSample()
    {
        _stream.SkipTo("every", "burst", "keep", "valid");
    }

    private ZoneSyntax ParseZone()
    {
        int start = _stream.Advance().Span.Start;
        int offsetStart = _stream.Current.Span.Start;
        int? minutes = null;
        bool isNegative = _stream.Is(TokenKind.Minus);
        if (isNegative || _stream.Is(TokenKind.Plus))
        {
            _stream.Advance();
            minutes = (int?)_literals.Time()?.Value * (isNegative ? -1 : 1);
        }
        else if (_stream.MatchWord("utc") != null)
        {
            _stream.Advance();
            minutes = 0;
        }
        else
        {
            _stream.ReportExpected("'utc' or an offset such as +05:30");
            if (_stream.Current.Kind is TokenKind.Time or TokenKind.Number)
            {
                _stream.Advance();
            }
        }

        return new ZoneSyntax(minutes, _stream.From(offsetStart), _stream.From(start));
    }

    private LetSyntax ParseLet()
    {
        int start = _stream.Advance().Span.Start;
        Located<string>? name = _literals.Name("a name for the let", next => next.Kind == TokenKind.Assign);
        if (!_stream.HasJustFailed || _stream.Is(TokenKind.Assign))
        {
            _stream.Expect(TokenKind.Assign, "'='");
        }

        ExpressionSyntax value = _stream.HasJustFailed ? new ErrorSyntax(_stream.From(start)) : _expressions.Parse();
        if (_stream.HasJustFailed)
        {
            _stream.SkipTo();
        }

        return new LetSyntax(name, value, _stream.From(start));
    }
}
