using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>Turns a syntax tree into a model: names, types, units, limits.</summary>
internal sealed class JobChecker
{
    private readonly Scope _scope;
    private readonly DiagnosticBag _bag;
    private readonly JobSyntaxTree _tree;
    private readonly UnitLedger _units;
    private readonly ExpressionChecker _expressions;
    private readonly TaskChecker _tasks;
    private readonly List<TaskModel> _taskModels = [];
    private ZoneSyntax? _zone;
    private int _taskCount;

    private JobChecker(JobSyntaxTree tree, SourceText source, BoardChannels? board, DiagnosticBag bag)
    {
        _tree = tree;
        _bag = bag;
        _scope = new Scope(source, board, bag);
        _units = new UnitLedger(_scope);
        _expressions = new ExpressionChecker(_scope, _units);
        _tasks = new TaskChecker(_scope, _expressions);
    }

    /// <summary>Checks a whole job.</summary>
    /// <returns>The model, or null where the file has any error, syntax included.</returns>
    public static JobModel? Check(JobSyntaxTree tree, SourceText source, BoardChannels? board, DiagnosticBag bag)
    {
        var checker = new JobChecker(tree, source, board, bag);
        JobModel model = checker.Check();
        return bag.HasErrors ? null : model;
    }

    private JobModel Check()
    {
        CheckChannels();
        foreach (LetSyntax let in _tree.Statements.OfType<LetSyntax>())
        {
            if (let.Name is { } name)
            {
                _scope.LaterLets.TryAdd(name.Value, name.Span);
            }
        }

        foreach (StatementSyntax statement in _tree.Statements.TakeWhile(_ => !_bag.IsFull))
        {
            CheckStatement(statement);
        }

        _units.Settle();
        SizeRings();
        int version = CheckVersion();
        if (!_bag.HasErrors)
        {
            Warn();
        }

        return new JobModel
        {
            Name = _tree.Job?.Name?.Value ?? string.Empty,
            Version = version,
            ZoneMinutes = _zone?.Minutes ?? 0,
            Channels = _scope.Channels,
            Tasks = _taskModels,
            Span = _tree.Job?.Span ?? default,
        };
    }

    private void CheckChannels()
    {
        var checker = new ChannelChecker(_scope, _units);
        foreach (SampleSyntax sample in _tree.Statements.OfType<SampleSyntax>().TakeWhile(_ => !_bag.IsFull))
        {
            checker.Check(sample);
        }
    }

    private int CheckVersion()
    {
        if (_tree.Job?.Version is not { } version)
        {
            return 1;
        }

        if (!Limited.TryWhole(version.Value, 1, Limits.JobVersionMax, out int value))
        {
            _bag.VersionOutOfRange(version.Span, _scope.Source.Slice(version.Span));
        }

        return value;
    }

    private void CheckStatement(StatementSyntax statement)
    {
        switch (statement)
        {
            case ZoneSyntax zone:
                CheckZone(zone);
                break;
            case LetSyntax let:
                CheckLet(let);
                break;
            case TaskSyntax task:
                CheckTask(task);
                break;
        }
    }

    private void CheckZone(ZoneSyntax zone)
    {
        if (_zone != null)
        {
            _bag.DuplicateZone(zone.Span, _scope.LineOf(_zone.Span));
        }
        else if (zone.Minutes is < -Limits.ZoneMinutesMax or > Limits.ZoneMinutesMax)
        {
            _bag.ZoneOutOfRange(zone.OffsetSpan, _scope.Source.Slice(zone.OffsetSpan));
        }

        _zone ??= zone;
    }

    private void CheckLet(LetSyntax syntax)
    {
        string name = syntax.Name?.Value ?? string.Empty;
        var let = new LetSymbol(name, syntax.Name?.Span ?? syntax.Span);
        _expressions.CheckLet(let, syntax.Value);
        if (syntax.Name is not { } located)
        {
            return;
        }

        _scope.LaterLets.Remove(name);
        if (_scope.FindChannel(name) is { } channel)
        {
            _bag.DuplicateName(located.Span, name, "channel", _scope.LineOf(channel.Span));
        }
        else if (_scope.FindLet(name) is { } earlier)
        {
            _bag.DuplicateName(located.Span, name, "let", _scope.LineOf(earlier.Span));
        }
        else
        {
            _scope.Add(let);
        }
    }

    private void CheckTask(TaskSyntax syntax)
    {
        _taskCount++;
        if (_taskCount == Limits.TasksMax + 1)
        {
            _bag.TooManyTasks(syntax.Schedule?.Span ?? syntax.Span, Limits.TasksMax);
        }

        if (_tasks.Check(syntax, _taskCount) is { } task)
        {
            _taskModels.Add(task);
        }
    }

    /// <summary>A ring keeps the longest window that reads its channel, or <c>keep</c> if that is longer (docs/adr/0001-rings-by-use.md).</summary>
    private void SizeRings()
    {
        foreach (ChannelModel channel in _scope.Channels.Where(channel => channel.PeriodMs != 0))
        {
            int longest = _taskModels
                .Where(task => task.Channels.Any(used => ReferenceEquals(used, channel)))
                .Select(task => task.Window.SlotsOf(channel))
                .Append(channel.KeepSlots ?? 0)
                .Max();
            channel.RingSlots = longest == 0 ? Limits.KeepSlotsDefault : longest;
        }
    }

    /// <summary>What looks unintended; in a job with errors it may be their consequence, so it is left unsaid there.</summary>
    private void Warn()
    {
        foreach (LetSymbol let in _scope.Lets.Where(let => !let.IsUsed))
        {
            _bag.UnusedLet(let.Span, let.Name);
        }

        foreach (IGrouping<TextSpan, ChannelModel> sampled in _scope.Channels.GroupBy(channel => channel.Span))
        {
            string[] unused = sampled.Where(channel => !_scope.UsedChannels.Contains(channel)).Select(channel => channel.Name).ToArray();
            if (unused.Length > 0)
            {
                _bag.UnusedChannel(sampled.Key, unused);
            }
        }

        if (_taskModels.Count == 0)
        {
            _bag.JobWithoutTask(_tree.Job!.Name!.Value.Span);
        }
    }
}
