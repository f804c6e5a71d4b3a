using System;
using System.Globalization;
using System.Linq;
using NanoBatch.Language.Diagnostics;
using NanoBatch.Language.Model;
using NanoBatch.Language.Text;

namespace NanoBatch.Language.Checking;

/// <summary>Reads the five POSIX cron fields: <c>*</c>, lists, ranges, steps; names of months and days too.</summary>
internal sealed class CronReader
{
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Field[] s_fields =
    [
        new("minute", 0, 59, []), new("hour", 0, 23, []), new("day of the month", 1, 31, []), new("month", 1, 12, s_months),
        new("day of the week", 0, 7, s_days),
    ];

    private static readonly int[] s_daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private readonly string _text;
    private readonly TextSpan _span;
    private readonly DiagnosticBag _bag;

    private CronReader(string text, TextSpan span, DiagnosticBag bag)
    {
        _text = text;
        _span = span;
        _bag = bag;
    }

    /// <summary>The masks of a cron text, or null after a report.</summary>
    /// <param name="text">Between the quotation marks.</param>
    /// <param name="span">With the quotation marks.</param>
    public static CronModel? Read(string text, TextSpan span, DiagnosticBag bag) => new CronReader(text, span, bag).Read();

    private CronModel? Read()
    {
        string[] fields = _text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != s_fields.Length)
        {
            _bag.CronFieldCount(_span, fields.Length);
            return null;
        }

        ulong[] masks = new ulong[s_fields.Length];
        bool isGood = true;
        int at = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            at = _text.IndexOf(fields[i], at, StringComparison.Ordinal);
            var span = new TextSpan(_span.Start + 1 + at, fields[i].Length);
            isGood &= TryReadField(fields[i], s_fields[i], span, out masks[i]);
            at += fields[i].Length;
        }

        return isGood ? Build(fields, masks) : null;
    }

    private CronModel Build(string[] fields, ulong[] masks)
    {
        ulong days = masks[4];
        days = (days | (days >> 7)) & 0x7F;      // 7 is Sunday too
        var cron = new CronModel
        {
            Text = _text,
            Minutes = masks[0],
            Hours = (uint)masks[1],
            DaysOfMonth = (uint)masks[2],
            Months = (ushort)masks[3],
            DaysOfWeek = (byte)days,
            IsDayOfMonthRestricted = fields[2][0] != '*',
            IsDayOfWeekRestricted = fields[4][0] != '*',
        };
        if (!HasSomeDay(cron))
        {
            _bag.CronNeverRuns(_span);
        }

        return cron;
    }

    /// <summary>False for a date that no year has, such as 31 February.</summary>
    private static bool HasSomeDay(CronModel cron)
    {
        bool isEither = cron.IsDayOfMonthRestricted && cron.IsDayOfWeekRestricted;
        return isEither || Enumerable.Range(1, 12).Any(month =>
            (cron.Months >> month & 1) != 0 && (cron.DaysOfMonth & ((2UL << s_daysInMonth[month - 1]) - 1)) != 0);
    }

    private bool TryReadField(string text, Field field, TextSpan span, out ulong mask)
    {
        mask = 0;
        foreach (string item in text.Split(','))
        {
            if (!TryReadItem(item, field, out ulong bits))
            {
                _bag.BadCronField(span, text, field.Name, field.Low, field.High);
                return false;
            }

            mask |= bits;
        }

        return true;
    }

    /// <summary><c>*</c>, <c>a</c>, <c>a-b</c>; the first and the last with <c>/step</c>.</summary>
    private static bool TryReadItem(string item, Field field, out ulong bits)
    {
        bits = 0;
        string[] parts = item.Split('/');
        string range = parts[0];
        int step = 1;
        int dash = range.IndexOf('-', StringComparison.Ordinal);
        bool isRange = range == "*" || dash > 0;
        bool hasStep = parts.Length == 2;
        if (parts.Length > 2 || (hasStep && (!isRange || !TryNumber(parts[1], out step) || step == 0)))
        {
            return false;
        }

        int low = field.Low;
        int high = field.Top;
        if (range != "*")
        {
            bool isRead = TryValue(dash > 0 ? range[..dash] : range, field, out low);
            high = low;
            isRead &= dash <= 0 || TryValue(range[(dash + 1)..], field, out high);
            if (!isRead || low > high)
            {
                return false;
            }
        }

        for (int value = low; value <= high; value += step)
        {
            bits |= 1UL << value;
        }

        return true;
    }

    private static bool TryValue(string text, Field field, out int value)
    {
        int name = Array.FindIndex(field.Names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name >= 0)
        {
            value = name + field.Low;
            return true;
        }

        return TryNumber(text, out value) && value >= field.Low && value <= field.High;
    }

    private static bool TryNumber(string text, out int value)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 99;

    /// <summary>One field: <paramref name="High"/> is the largest number accepted, 7 for Sunday.</summary>
    private sealed record Field(string Name, int Low, int High, string[] Names)
    {
        /// <summary>Where <c>*</c> ends: a second Sunday would break <c>*/2</c>.</summary>
        public int Top => High == 7 ? 6 : High;
    }
}
