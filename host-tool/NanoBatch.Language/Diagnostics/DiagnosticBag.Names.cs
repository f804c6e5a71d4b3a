using System.Linq;
using NanoBatch.Language.Checking;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <content>Messages about names: channels, lets, fields, alerts.</content>
internal sealed partial class DiagnosticBag
{
    public void UnknownChannel(TextSpan span, string name, string hint)
        => Add("JOB102", span, $"unknown channel '{name}'", hint);

    public void UnknownName(TextSpan span, string name, string? nearest)
        => Add("JOB125", span, $"unknown name '{name}'", nearest == null ? $"define it first: let {name} = …" : $"did you mean '{nearest}'?");

    public void ChannelWithoutAggregate(TextSpan span, string name)
        => Add("JOB126", span, $"channel '{name}' has many values, a number is needed", $"say which, for example mean({name}) or last({name})");

    public void LetUsedBeforeDefinition(TextSpan span, string name, int line)
        => Add("JOB127", span, $"'{name}' is used before its let", $"move line {line} up");

    public void DuplicateName(TextSpan span, string name, string kind, int line)
        => Add("JOB128", span, $"'{name}' is a {kind} already", $"choose another name; line {line} has this one");

    public void DuplicateChannel(TextSpan span, string name, int line)
        => Add("JOB129", span, $"channel '{name}' is sampled twice", $"it is sampled at line {line} already");

    public void DuplicateField(TextSpan span, string name, int line)
        => Add("JOB130", span, $"two fields named '{name}'", $"give this one a name of its own, as in {name}_2 = …; line {line} has the other");

    public void DuplicateAlert(TextSpan span, string name, int line)
        => Add("JOB131", span, $"two alerts named '{name}'", $"choose another name; line {line} has this one");

    public void UnknownAggregate(TextSpan span, string name, string? nearest)
        => Add("JOB132", span, $"unknown aggregate '{name}'", nearest == null ? "there are mean, min, max, median, slope and more" : $"did you mean '{nearest}'?");

    public void BadChannelRange(TextSpan span, string first, string last)
        => Add("JOB133", span, $"'{first}..{last}' is not a range of channels", "both ends have one stem and a rising number: soil1..soil4");

    public void MisplacedChannelRange(TextSpan span)
        => Add("JOB134", span, "a range of channels cannot stand here", "it stands as the whole of an aggregate that is a whole field: report mean(soil1..soil4)");

    public void NamedExpansion(TextSpan span, string name)
        => Add("JOB135", span, $"one name, '{name}', for several fields", "leave it out: each field is named after its channel");

    public void FieldNeedsName(TextSpan span, string text)
        => Add("JOB136", span, "this field needs a name", $"for example: value = {Short(text)}");

    public void LetInSeries(TextSpan span, string name)
        => Add("JOB137", span, $"'{name}' is a let, and an aggregate runs over channels", "write out what the let stands for");

    public void ChannelNotOnBoard(TextSpan span, string name, BoardChannels board)
    {
        string known = string.Join(", ", board.Channels.Take(8).Select(channel => channel.Name));
        string? nearest = EditDistance.Nearest(name, board.Channels.Select(channel => channel.Name));
        Add("JOB160", span, $"board '{board.BoardId}' has no channel '{name}'", nearest == null ? $"it has {(known.Length == 0 ? "none" : known)}" : $"did you mean '{nearest}'?");
    }

    public void DuplicateZone(TextSpan span, int line)
        => Add("JOB186", span, "a second time zone", $"a job has one; line {line} has it");

    public void UnusedLet(TextSpan span, string name)
        => Add("JOB190", span, $"'{name}' is never used", "use it or remove its let");

    public void UnusedChannel(TextSpan span, string[] names)
        => Add("JOB191", span, $"no task uses {string.Join(", ", names.Select(name => $"'{name}'"))}", "report it, or do not sample it");

    public void JobWithoutTask(TextSpan span)
        => Add("JOB192", span, "the job samples and never says anything", "add a task, for example: every 15m report mean(soil1)");
}
