using System;
using System.Collections.Frozen;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>The job language's rules for names and unit tokens, as far as a profile needs them.</summary>
internal static class ChannelName
{
    /// <summary>Words that a job could never use as a channel's name (JOB-LANGUAGE sections 1, 3 and 5).</summary>
    private static readonly FrozenSet<string> s_reserved = (
        "job version sample every burst mean median keep samples valid zone utc let over needs spread daily at weekly on cron after demand "
        + "report when change by or alert for runs until and not in abs raw mon tue wed thu fri sat sun "
        + "count gaps coverage sum min max range first last delta stddev stddevp variance quantile slope rate ewma integral above below "
        + "crossings hist corr").Split(' ').Concat(Enumerable.Range(1, 99).Select(p => FormattableString.Invariant($"p{p}"))).ToFrozenSet();

    /// <summary>Why a text is no channel name, or null when it is one.</summary>
    public static string? Fault(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return "a name begins with a letter and goes on with letters, digits and '_'";
        }

        if (name.Length > Limits.NameLengthMax)
        {
            return FormattableString.Invariant($"a name has at most {Limits.NameLengthMax} characters, this one has {name.Length}");
        }

        return s_reserved.Contains(name) ? "it is a word of the job language" : null;
    }

    /// <summary>One spelling of a unit: Unicode has two signs for micro and two for ohm that look alike.</summary>
    public static string NormalUnit(string unit) => unit.Replace('\u03BC', '\u00B5').Replace('\u2126', '\u03A9');

    /// <summary>Whether a text is one unit token: <c>%</c>, or letters, digits, ° and µ, with '/' only directly before a letter.</summary>
    public static bool IsUnit(string unit)
    {
        if (unit == "%")
        {
            return true;
        }

        if (s_reserved.Contains(unit) && unit != ChannelProfile.RawUnit)
        {
            return false;               // "5 in 1..2" could not be read
        }

        if (unit.Length == 0 || unit.Length > Limits.UnitLengthMax || char.IsAsciiDigit(unit[0]) || unit[0] == '/')
        {
            return false;
        }

        for (int i = 0; i < unit.Length; i++)
        {
            bool isBeforeLetter = i + 1 < unit.Length && char.IsLetter(unit[i + 1]);
            if (!(char.IsLetter(unit[i]) || char.IsAsciiDigit(unit[i]) || unit[i] == '°' || (unit[i] == '/' && isBeforeLetter)))
            {
                return false;
            }
        }

        return true;
    }
}
