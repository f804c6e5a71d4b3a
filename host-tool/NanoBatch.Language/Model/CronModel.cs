namespace NanoBatch.Language.Model;

/// <summary>A cron expression as one bit mask per field.</summary>
/// <remarks>
/// POSIX: where both day fields are restricted, a day matches when either does; otherwise both must (DECISIONS 29).
/// A field that begins with <c>*</c>, a step included, is not restricted.
/// </remarks>
public sealed record CronModel
{
    /// <summary>The text between the quotation marks.</summary>
    public required string Text { get; init; }

    /// <summary>Bits 0..59.</summary>
    public required ulong Minutes { get; init; }

    /// <summary>Bits 0..23.</summary>
    public required uint Hours { get; init; }

    /// <summary>Bits 1..31.</summary>
    public required uint DaysOfMonth { get; init; }

    /// <summary>Bits 1..12.</summary>
    public required ushort Months { get; init; }

    /// <summary>Bits 0..6, 0 is Sunday; a written 7 sets bit 0.</summary>
    public required byte DaysOfWeek { get; init; }

    public required bool IsDayOfMonthRestricted { get; init; }

    public required bool IsDayOfWeekRestricted { get; init; }
}
