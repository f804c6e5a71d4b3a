using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Runtime.Tests.Scheduling;

[TestClass]
public sealed class DueTimesTests
{
    [TestMethod]
    [DataRow("every 15m", 0, "2024-03-01T10:15:00", "2024-03-01T10:15:00", "2024-03-01T10:15:00", DisplayName = "every: on a multiple")]
    [DataRow("every 15m", 0, "2024-03-01T10:15:00.001", "2024-03-01T10:30:00", "2024-03-01T10:15:00", DisplayName = "every: 1 ms past")]
    [DataRow("every 15m", 0, "2024-03-01T10:29:59.999", "2024-03-01T10:30:00", "2024-03-01T10:15:00", DisplayName = "every: 1 ms before")]
    [DataRow("every 6h", 330, "2024-03-01T00:00:00", "2024-03-01T00:30:00", "2024-02-29T18:30:00", DisplayName = "every: multiples in a zone of a half hour")]
    [DataRow("every 1d", -300, "2024-03-01T00:00:00", "2024-03-01T05:00:00", "2024-02-29T05:00:00", DisplayName = "every day is local midnight")]
    [DataRow("every 7d", 0, "2024-03-02T00:00:00", "2024-03-07T00:00:00", "2024-02-29T00:00:00", DisplayName = "every 7d counts from a Thursday")]
    [DataRow("every 700ms", 0, "1970-01-01T00:00:01", "1970-01-01T00:00:01.400", "1970-01-01T00:00:00.700", DisplayName = "every: not a divisor of the day")]
    [DataRow("every 10s", 0, "1969-12-31T23:59:55", "1970-01-01T00:00:00", "1969-12-31T23:59:50", DisplayName = "every: before 1970")]
    [DataRow("every 10s", 0, "1969-12-31T23:59:50", "1969-12-31T23:59:50", "1969-12-31T23:59:50", DisplayName = "every: a multiple before 1970")]
    [DataRow("daily 06:00", 0, "2024-02-28T06:00:00", "2024-02-28T06:00:00", "2024-02-28T06:00:00", DisplayName = "daily: now")]
    [DataRow("daily 06:00", 0, "2024-02-28T06:00:00.001", "2024-02-29T06:00:00", "2024-02-28T06:00:00", DisplayName = "daily: into the leap day")]
    [DataRow("daily 06:00", 0, "2023-02-28T07:00:00", "2023-03-01T06:00:00", "2023-02-28T06:00:00", DisplayName = "daily: no leap day")]
    [DataRow("daily 00:00", 0, "2023-12-31T00:00:01", "2024-01-01T00:00:00", "2023-12-31T00:00:00", DisplayName = "daily: year end")]
    [DataRow("daily 23:59", 840, "2024-01-01T10:00:00", "2024-01-02T09:59:00", "2024-01-01T09:59:00", DisplayName = "daily: 14 h east")]
    [DataRow("daily 01:00", -720, "2024-01-01T12:30:00", "2024-01-01T13:00:00", "2023-12-31T13:00:00", DisplayName = "daily: 12 h west")]
    [DataRow("daily 02:30", 60, "2024-03-31T00:00:00", "2024-03-31T01:30:00", "2024-03-30T01:30:00", DisplayName = "daily: a zone knows no daylight saving in spring")]
    [DataRow("daily 02:30", 60, "2024-10-27T01:30:00", "2024-10-27T01:30:00", "2024-10-27T01:30:00", DisplayName = "daily: nor in autumn")]
    [DataRow("weekly mon 06:00", 0, "2024-03-04T06:00:00", "2024-03-04T06:00:00", "2024-03-04T06:00:00", DisplayName = "weekly: now")]
    [DataRow("weekly mon 06:00", 0, "2024-03-04T06:00:01", "2024-03-11T06:00:00", "2024-03-04T06:00:00", DisplayName = "weekly: a week ahead")]
    [DataRow("weekly mon,wed,sat 06:00", 0, "2024-03-06T07:00:00", "2024-03-09T06:00:00", "2024-03-06T06:00:00", DisplayName = "weekly: next of several")]
    [DataRow("weekly mon,wed,sat 06:00", 0, "2024-03-09T05:59:00", "2024-03-09T06:00:00", "2024-03-06T06:00:00", DisplayName = "weekly: just before")]
    [DataRow("weekly sun 00:00", 0, "2023-12-31T00:00:01", "2024-01-07T00:00:00", "2023-12-31T00:00:00", DisplayName = "weekly: over the year's end")]
    [DataRow("weekly sat 23:30", 120, "2024-03-09T21:29:00", "2024-03-09T21:30:00", "2024-03-02T21:30:00", DisplayName = "weekly: the day is local")]
    [DataRow("weekly sun 00:30", 120, "2024-03-09T22:29:00", "2024-03-09T22:30:00", "2024-03-02T22:30:00", DisplayName = "weekly: Sunday here, Saturday in UTC")]
    [DataRow("weekly thu 00:00", 0, "1969-12-31T12:00:00", "1970-01-01T00:00:00", "1969-12-25T00:00:00", DisplayName = "weekly: before 1970")]
    [DataRow("cron * * * * *", 0, "2024-03-01T10:15:30", "2024-03-01T10:16:00", "2024-03-01T10:15:00", DisplayName = "cron: each minute")]
    [DataRow("cron */20 * * * *", 0, "2024-03-01T10:40:01", "2024-03-01T11:00:00", "2024-03-01T10:40:00", DisplayName = "cron: steps")]
    [DataRow("cron 0 6 * * 1-5", 0, "2024-03-01T06:00:01", "2024-03-04T06:00:00", "2024-03-01T06:00:00", DisplayName = "cron: working days")]
    [DataRow("cron 30 23 31 * *", 0, "2024-03-31T23:31:00", "2024-05-31T23:30:00", "2024-03-31T23:30:00", DisplayName = "cron: the 31st skips short months")]
    [DataRow("cron 0 0 29 2 *", 0, "2024-02-29T00:00:01", "2028-02-29T00:00:00", "2024-02-29T00:00:00", DisplayName = "cron: the leap day")]
    [DataRow("cron 0 0 29 2 *", 0, "2096-03-01T00:00:00", "2104-02-29T00:00:00", "2096-02-29T00:00:00", DisplayName = "cron: eight years around 2100")]
    [DataRow("cron 0 0 29 2 *", 0, "2000-01-01T00:00:00", "2000-02-29T00:00:00", "1996-02-29T00:00:00", DisplayName = "cron: 2000 was a leap year")]
    [DataRow("cron 0 0 29 2 */7", 0, "2088-02-29T00:00:01", "2128-02-29T00:00:00", "2088-02-29T00:00:00", DisplayName = "cron: forty years between leap Sundays")]
    [DataRow("cron 0 0 29 2 */7", 0, "2128-02-28T23:59:59", "2128-02-29T00:00:00", "2088-02-29T00:00:00", DisplayName = "cron: and back")]
    [DataRow("cron 0 12 13 * 5", 0, "2024-09-13T12:00:01", "2024-09-20T12:00:00", "2024-09-13T12:00:00", DisplayName = "cron: both days restricted, either is enough")]
    [DataRow("cron 0 12 13 * 5", 0, "2024-10-12T00:00:00", "2024-10-13T12:00:00", "2024-10-11T12:00:00", DisplayName = "cron: the 13th on a Sunday")]
    [DataRow("cron 0 12 13 * */5", 0, "2024-09-14T00:00:00", "2024-10-13T12:00:00", "2024-09-13T12:00:00", DisplayName = "cron: an open step needs both")]
    [DataRow("cron 0 0 1 1 *", 60, "2023-12-31T22:59:59", "2023-12-31T23:00:00", "2022-12-31T23:00:00", DisplayName = "cron: new year is local")]
    [DataRow("cron 0 0 30 2 1", 0, "2024-01-31T00:00:00", "2024-02-05T00:00:00", "2023-02-27T00:00:00", DisplayName = "cron: 30 February, or a Monday in it")]
    [DataRow("cron 59 23 31 12 *", 0, "2024-12-31T23:59:00", "2024-12-31T23:59:00", "2024-12-31T23:59:00", DisplayName = "cron: the last minute of a year")]
    public void First_and_latest_due_time(string schedule, int zone, string time, string first, string latest)
    {
        TaskPlan plan = Plans.Of(schedule);
        Assert.AreEqual(Text(Plans.Ms(first)), Text(DueTimes.AtOrAfter(plan, zone, 0, Plans.Ms(time))), "first");
        Assert.AreEqual(Text(Plans.Ms(latest)), Text(DueTimes.LatestAtOrBefore(plan, zone, 0, Plans.Ms(time))), "latest");
    }

    [TestMethod]
    [DataRow("cron 0 0 30 2 *", DisplayName = "30 February")]
    [DataRow("cron 0 0 31 2,4,6,9,11 *", DisplayName = "the 31st of short months")]
    [DataRow("cron 0 0 30 2 */2", DisplayName = "30 February on even days")]
    [DataRow("ondemand", DisplayName = "on demand")]
    [DataRow("aftersamples", DisplayName = "counted elsewhere")]
    public void Never_due(string schedule)
    {
        TaskPlan plan = Plans.Of(schedule);
        Assert.AreEqual(long.MaxValue, DueTimes.AtOrAfter(plan, 60, 0, Plans.Ms("2024-01-01")));
        Assert.AreEqual(long.MinValue, DueTimes.LatestAtOrBefore(plan, 60, 0, Plans.Ms("2024-01-01")));
    }

    [TestMethod]
    [DataRow("every 15m", 7, "2024-03-01T10:15:07", "2024-03-01T10:15:07", "2024-03-01T10:15:07", DisplayName = "at the delayed instant")]
    [DataRow("every 15m", 7, "2024-03-01T10:15:06", "2024-03-01T10:15:07", "2024-03-01T10:00:07", DisplayName = "before it")]
    [DataRow("every 10s", 25, "2024-03-01T10:00:00", "2024-03-01T10:00:05", "2024-03-01T09:59:55", DisplayName = "a delay over the period")]
    public void A_delay_shifts_every_due_time(string schedule, int delaySeconds, string time, string first, string latest)
    {
        TaskPlan plan = Plans.Of(schedule);
        Assert.AreEqual(Text(Plans.Ms(first)), Text(DueTimes.AtOrAfter(plan, 0, delaySeconds * 1000L, Plans.Ms(time))), "first");
        Assert.AreEqual(Text(Plans.Ms(latest)), Text(DueTimes.LatestAtOrBefore(plan, 0, delaySeconds * 1000L, Plans.Ms(time))), "latest");
    }

    private static string Text(long ms) => ms is long.MaxValue or long.MinValue
        ? "never"
        : DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
}
