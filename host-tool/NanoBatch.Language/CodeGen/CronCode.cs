using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>Cron masks in their shortest package form.</summary>
/// <remarks>
/// Of the day fields the package tells only whether either of them is enough. So a restricted day field beside an unrestricted one may take any
/// form, as long as not both end up restricted: <c>0 6 1 * *</c> has one byte for the day.
/// </remarks>
internal static class CronCode
{
    private const int DayField = 2;
    private const int WeekdayField = 4;

    public static void Write(ByteWriter writer, CronModel cron)
    {
        ulong[] masks = [cron.Minutes, cron.Hours, cron.DaysOfMonth, cron.Months, cron.DaysOfWeek];
        var forms = new int[CronField.Count];
        int modes = 0;
        bool eitherDay = cron.IsDayOfMonthRestricted && cron.IsDayOfWeekRestricted;
        for (int field = 0; field < CronField.Count; field++)
        {
            bool mustRestrict = eitherDay && field is DayField or WeekdayField;
            forms[field] = FormOf(field, masks[field], mustRestrict);
        }

        if (!eitherDay && forms[DayField] != CronField.Any && forms[WeekdayField] != CronField.Any)
        {
            forms[WeekdayField] = CronField.OpenMask;   // one byte in any form, the other field's mask has four
        }

        for (int field = 0; field < CronField.Count; field++)
        {
            modes |= forms[field] << (2 * field);
        }

        writer.U16(modes);
        for (int field = 0; field < CronField.Count; field++)
        {
            WriteField(writer, forms[field], field, masks[field]);
        }
    }

    private static int FormOf(int field, ulong mask, bool mustRestrict)
    {
        if (mask == CronField.FullMaskOf(field) && !mustRestrict)
        {
            return CronField.Any;
        }

        return ulong.IsPow2(mask) ? CronField.Single : CronField.Mask;
    }

    private static void WriteField(ByteWriter writer, int form, int field, ulong mask)
    {
        if (form == CronField.Single)
        {
            writer.U8((int)ulong.Log2(mask));
        }
        else if (form != CronField.Any)
        {
            for (int i = 0; i < CronField.MaskBytesOf(field); i++)
            {
                writer.U8((int)(mask >> (8 * i)) & 255);
            }
        }
    }
}
