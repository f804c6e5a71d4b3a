using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>Cron masks back to five fields.</summary>
internal static class CronText
{
    private const int DayField = 2;
    private const int WeekdayField = 4;

    /// <summary>The five fields: shortest lists, ranges and steps that mean the same.</summary>
    /// <param name="masks">Minute, hour, day of month, month, day of week, bit v for value v.</param>
    /// <param name="eitherDay">True where both day fields are restricted: then neither is written with a star.</param>
    public static string Of(IReadOnlyList<ulong> masks, bool eitherDay)
        => string.Join(' ', Enumerable.Range(0, CronField.Count).Select(field => Field(field, masks[field], !eitherDay || field is not (DayField or WeekdayField))));

    private static string Field(int field, ulong mask, bool mayStar)
    {
        if (mayStar && mask == CronField.FullMaskOf(field))
        {
            return "*";
        }

        int step = mayStar ? StepOf(field, mask) : 0;
        return step > 1 ? string.Create(CultureInfo.InvariantCulture, $"*/{step}") : List(mask);
    }

    /// <summary>The step that gives exactly this mask from the field's first value on, or 0; a mask of two values is a list.</summary>
    private static int StepOf(int field, ulong mask)
    {
        int first = CronField.FirstOf(field);
        if (BitOperations.PopCount(mask) < 3 || (mask >> first & 1) == 0)
        {
            return 0;
        }

        int step = BitOperations.TrailingZeroCount(mask >> (first + 1)) + 1;
        ulong stepped = 0;
        for (int value = first; value <= CronField.LastOf(field); value += step)
        {
            stepped |= 1UL << value;
        }

        return stepped == mask ? step : 0;
    }

    private static string List(ulong mask)
    {
        var parts = new List<string>();
        for (int value = 0; value < 64; value++)
        {
            if ((mask >> value & 1) == 0)
            {
                continue;
            }

            int last = value;
            while (last < 63 && (mask >> (last + 1) & 1) != 0)
            {
                last++;
            }

            parts.Add(last == value
                ? value.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{value}{(last == value + 1 ? ',' : '-')}{last}"));
            value = last;
        }

        return string.Join(',', parts);
    }
}
