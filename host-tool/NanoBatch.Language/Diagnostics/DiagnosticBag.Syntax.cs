using System.Globalization;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Diagnostics;

/// <content>Messages about the file, its lexemes and its grammar.</content>
internal sealed partial class DiagnosticBag
{
    public void InvalidUtf8(TextSpan span)
        => Add("JOB100", span, "the file is not UTF-8 text", "save it with the encoding UTF-8");

    public void FileTooLarge(long bytes, int limit)
        => Add("JOB101", default, string.Create(CultureInfo.InvariantCulture, $"the file has {bytes} bytes, a job has at most {limit}"), "is this a job file?");

    public void UnexpectedCharacter(TextSpan span, string shown, string? hint)
        => Add("JOB103", span, $"unexpected character {shown}", hint ?? "remove it");

    public void UnterminatedString(TextSpan span)
        => Add("JOB104", span, "the text has no closing quotation mark", "close it with \" on the same line");

    public void MissingSpaceBeforeUnit(TextSpan span, string number, string unit)
        => Add("JOB105", span, $"'{number}{unit}' is neither a number nor a duration", $"a unit stands after a space: {number} {unit}");

    public void TooManyDigits(TextSpan span, string text)
        => Add("JOB106", span, $"'{Short(text)}' has more than 9 significant digits", "no sensor is that exact: round it");

    public void NumberOutOfRange(TextSpan span, string text)
        => Add("JOB107", span, $"'{Short(text)}' is beyond what a number can be", "magnitudes go from 1e-38 to 1e38");

    public void MalformedDuration(TextSpan span, string text, string? meant)
        => Add("JOB108", span, $"'{Short(text)}' is not a duration", meant == null ? "units are d h m s ms, in this order: 1h30m" : $"write {meant}");

    public void DurationTooLong(TextSpan span, string text)
        => Add("JOB109", span, $"'{Short(text)}' is longer than 366 days", "take a shorter one");

    public void MalformedTime(TextSpan span, string text)
        => Add("JOB110", span, $"'{Short(text)}' is not a time of day", "two digits each, 00:00 to 23:59");

    public void NestedTooDeeply(TextSpan span, int limit)
        => Add("JOB111", span, string.Create(CultureInfo.InvariantCulture, $"nested more than {limit} levels deep"), "give parts of it a name with let");

    public void Expected(TextSpan span, string what, string found, string? hint)
        => Add("JOB112", span, $"expected {what}, found {found}", hint ?? $"put {what} here");

    public void MissingJob(TextSpan span)
        => Add("JOB113", span, "the file does not say which job it is", "begin it with a line such as: job irrigation");

    public void DuplicateJob(TextSpan span)
        => Add("JOB114", span, "a second job in one file", "one file is one job: move it to a file of its own");

    public void JobNotFirst(TextSpan span)
        => Add("JOB115", span, "the job line stands before everything else", "move it to the top of the file");

    public void ComparisonsDoNotChain(TextSpan span, string text)
        => Add("JOB116", span, $"a comparison cannot be compared with '{text}'", "join two comparisons: 5 < x and x < 10, or x in 5..10");

    public void ReservedName(TextSpan span, string word, string kind)
        => Add("JOB117", span, $"'{word}' cannot be a name: it is {kind}", $"choose another one, such as {word}_1");

    public void NameTooLong(TextSpan span, int length)
        => Add("JOB118", span, string.Create(CultureInfo.InvariantCulture, $"a name of {length} characters, at most 32 are allowed"), "shorten it");

    public void MalformedName(TextSpan span, string text)
        => Add("JOB119", span, $"'{Short(text)}' is not a name", "a name has letters a-z and A-Z, digits and _, and begins with a letter");

    public void TaskWithoutAction(TextSpan span)
        => Add("JOB120", span, "the task does nothing", "add a report or an alert below it");

    public void SecondReport(TextSpan span)
        => Add("JOB121", span, "a second report in one task", "join the fields with commas, or give this report a schedule of its own");

    public void ClauseOutOfOrder(TextSpan span, string word, string before)
        => Add("JOB122", span, $"'{word}' has to stand before '{before}'", "change their order");

    public void ClauseTwice(TextSpan span, string word)
        => Add("JOB123", span, $"'{word}' stands here twice", "remove one");

    public void DurationInExpression(TextSpan span, string text)
        => Add("JOB124", span, $"the duration '{text}' stands where a number is needed", "a number's unit stands after a space: 15 m is metres");

    public void SingleEquals(TextSpan span)
        => Add("JOB138", span, "'=' gives a name, it does not compare", "compare with ==");

    public void ActionWithoutTask(TextSpan span, string word)
        => Add("JOB139", span, $"this {word} belongs to no task", "say when it is due, for example: every 15m");

    public void UnitTooLong(TextSpan span, int length)
        => Add("JOB193", span, string.Create(CultureInfo.InvariantCulture, $"a unit of {length} characters, at most 15 are allowed"), "shorten it");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
