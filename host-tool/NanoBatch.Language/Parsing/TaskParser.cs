using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Parsing;

/// <summary>Tasks: a schedule, its clauses, its actions.</summary>
internal sealed class TaskParser
{
    private readonly TokenStream _stream;
    private readonly LiteralParser _literals;
    private readonly ActionParser _actions;
    private readonly IDictionary<int, LineRole> _lineStarts;

    public TaskParser(TokenStream stream, LiteralParser literals, ExpressionParser expressions, IDictionary<int, LineRole> lineStarts)
    {
        _stream = stream;
        _literals = literals;
        _actions = new ActionParser(stream, literals, expressions);
        _lineStarts = lineStarts;
    }

    /// <summary>True at the start of a line with an <c>every</c> that a task has and a sample statement cannot have.</summary>
    public bool LooksLikeTask
    {
        get
        {
            Token behind = _stream.Peek(2);
            return _stream.IsWord("every") && _stream.Current.IsFirstOnLine && _stream.Peek().Kind == TokenKind.Duration
                && (behind.IsWord("over") || behind.IsWord("needs") || behind.IsWord("spread") || behind.IsWord("report") || behind.IsWord("alert"));
        }
    }

    /// <summary>Reads a task from the word that begins its schedule.</summary>
    public TaskSyntax Parse(string word)
    {
        int start = _stream.Advance().Span.Start;
        ScheduleSyntax? schedule = ParseSchedule(word, start);
        var task = new TaskSyntax(default(TextSpan)) { Schedule = schedule, Actions = [] };
        task = ParseClauses(task);
        bool hasFailed = _stream.HasJustFailed;
        List<ActionSyntax> actions = ParseActions();
        if (actions.Count == 0 && schedule != null && !hasFailed)
        {
            actions = ReportMissingAction(schedule);
        }

        return task with { Actions = actions, Span = _stream.From(start) };
    }

    /// <summary>Actions without a schedule, which was reported: their own mistakes still count.</summary>
    public TaskSyntax ParseOrphan()
    {
        int start = _stream.Current.Span.Start;
        List<ActionSyntax> actions = ParseActions();
        return new TaskSyntax(_stream.From(start)) { Schedule = null, Actions = actions };
    }

    /// <summary>Something else in the action's place is one mistake, nothing at all another.</summary>
    private List<ActionSyntax> ReportMissingAction(ScheduleSyntax schedule)
    {
        if (_stream.IsAtEnd || _stream.IsStatementWord)
        {
            _stream.Bag.TaskWithoutAction(schedule.Span);
            return [];
        }

        _stream.ReportExpected("'report' or 'alert'");
        return ParseActions();
    }

    private ScheduleSyntax? ParseSchedule(string word, int start)
    {
        ScheduleSyntax schedule = word switch
        {
            "every" => ParseEvery(),
            "daily" => ParseAt(new ScheduleSyntax(ScheduleKind.Daily, default)),
            "weekly" => ParseWeekly(),
            "cron" => new ScheduleSyntax(ScheduleKind.Cron, default) { Cron = ParseCronText() },
            "after" => ParseAfter(),
            _ => ParseOnDemand(),
        };
        return IsEmpty(schedule) ? null : schedule with { Span = _stream.From(start) };
    }

    private static bool IsEmpty(ScheduleSyntax schedule)
        => schedule is { PeriodMs: null, Minute: null, Cron: null, Samples: null, Kind: not ScheduleKind.OnDemand };

    private ScheduleSyntax ParseEvery()
    {
        var schedule = new ScheduleSyntax(ScheduleKind.Every, default) { PeriodMs = _literals.Duration() };
        if (_stream.HasJustFailed || !_stream.TryTakeWord("spread"))
        {
            return schedule;
        }

        return schedule with { SpreadMs = _literals.Duration() };
    }

    private ScheduleSyntax ParseAt(ScheduleSyntax schedule)
        => _stream.ExpectWord("at") == null && !_stream.Is(TokenKind.Time) ? schedule : schedule with { Minute = _literals.Time() };

    private ScheduleSyntax ParseWeekly()
    {
        var days = new List<Located<int>>();
        if (_stream.ExpectWord("on") != null)
        {
            do
            {
                if (ParseDay() is { } day)
                {
                    days.Add(day);
                }
            }
            while (_stream.TryTake(TokenKind.Comma));
        }

        var schedule = new ScheduleSyntax(ScheduleKind.Weekly, default) { Days = days };
        if (_stream.HasJustFailed)
        {
            _stream.SkipTo("at", "over", "needs");
        }

        return _stream.HasJustFailed && !_stream.IsWord("at") ? schedule : ParseAt(schedule);
    }

    private Located<int>? ParseDay()
    {
        Token token = _stream.Current;
        int index = ReservedWords.Days.ToList().IndexOf(token.Text);
        if (index >= 0)
        {
            _stream.Advance();
            return new Located<int>(index, token.Span);
        }

        const string days = "a day: mon, tue, wed, thu, fri, sat or sun";
        string? meant = ReservedWords.Days.FirstOrDefault(day => token.Text.StartsWith(day, StringComparison.OrdinalIgnoreCase));
        _stream.ReportExpected(days, meant == null ? null : $"did you mean '{meant}'?");
        if (token.Kind == TokenKind.Word && !ReservedWords.IsReserved(token.Text))
        {
            _stream.Advance();
        }

        return null;
    }

    private Located<string>? ParseCronText()
    {
        Token token = _stream.Current;
        if (_stream.Expect(TokenKind.String, "five cron fields in quotation marks, such as \"*/15 6-18 * * mon-fri\""))
        {
            return token.IsPoisoned ? null : new Located<string>(token.Text, token.Span);
        }

        return null;
    }

    private ScheduleSyntax ParseAfter()
    {
        Located<DecimalNumber>? count = _literals.Whole("how many samples make a cycle");
        if (!_stream.HasJustFailed)
        {
            _stream.ExpectWord("samples");
        }

        return new ScheduleSyntax(ScheduleKind.AfterSamples, default) { Samples = count };
    }

    private ScheduleSyntax ParseOnDemand()
    {
        _stream.ExpectWord("demand");
        return new ScheduleSyntax(ScheduleKind.OnDemand, default);
    }

    private TaskSyntax ParseClauses(TaskSyntax task)
    {
        var order = new ClauseOrder(_stream, "over", "needs");
        while (true)
        {
            if (_stream.HasJustFailed && order.Next() == null)
            {
                _stream.SkipTo("over", "needs");
            }

            switch (order.Match())
            {
                case "over":
                    task = task with { Window = ParseWindow() };
                    break;
                case "needs":
                    task = task with { Needs = ParseNeeds() };
                    break;
                default:
                    return task;
            }
        }
    }

    private WindowSyntax ParseWindow()
    {
        int start = _stream.Current.Span.Start;
        bool isSamples = _stream.Is(TokenKind.Number)
            && (_stream.Peek().IsWord("samples") || EditDistanceToSamples(_stream.Peek()));
        if (!isSamples)
        {
            Located<long>? duration = _literals.Duration();
            return new WindowSyntax(duration, null, _stream.From(start));
        }

        Located<DecimalNumber>? count = _literals.Whole("how many samples the window has");
        _stream.ExpectWord("samples");
        return new WindowSyntax(null, count, _stream.From(start));
    }

    private static bool EditDistanceToSamples(Token token)
        => token.Kind is TokenKind.Word or TokenKind.Unit && Diagnostics.EditDistance.Nearest(token.Text, ["samples"]) != null;

    private Located<DecimalNumber>? ParseNeeds()
    {
        Located<DecimalNumber>? percent = _literals.Number("a number of percent");
        if (_stream.HasJustFailed)
        {
            return null;
        }

        if (!_stream.Is(TokenKind.Unit) || _stream.Current.Text != Units.Percent)
        {
            _stream.ReportExpected("'%'");
            _stream.TryTake(TokenKind.Unit);
            return percent;
        }

        _stream.Advance();
        return percent;
    }

    private List<ActionSyntax> ParseActions()
    {
        var actions = new List<ActionSyntax>();
        while (true)
        {
            if (_stream.HasJustFailed && !_stream.IsActionStart)
            {
                _stream.SkipTo();
            }

            int start = _stream.Current.Span.Start;
            string? word = _stream.IsStatementStart ? null : _stream.MatchWord("report", "alert");
            if (word == null)
            {
                return actions;
            }

            _lineStarts[start] = LineRole.Action;
            ActionSyntax action = word == "report" ? _actions.ParseReport() : _actions.ParseAlert();
            if (action is ReportSyntax report && actions.OfType<ReportSyntax>().Any())
            {
                _stream.Bag.SecondReport(report.KeywordSpan);
            }

            actions.Add(action);
        }
    }
}
