using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.EndToEnd.Tests.Reference;

/// <summary>Holds what a board reported against what the language says: order, times and counts exactly, values within the language's tolerance.</summary>
internal static class Agreement
{
    /// <summary>2·10⁻⁵ relative or 5·10⁻⁶ absolute (JOB-LANGUAGE.md section 5).</summary>
    public static bool IsClose(double expected, double actual)
        => Math.Abs(expected - actual) <= Math.Max(5e-6, 2e-5 * Math.Abs(expected));

    /// <summary>Fails with the first difference and the story behind it.</summary>
    public static void Check(IReadOnlyList<NaiveEvent> expected, IReadOnlyList<NaiveEvent> actual, string story)
    {
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            if (!IsSame(expected[i], actual[i]))
            {
                Assert.Fail($"event {i}\nexpected {expected[i]}\nactual   {actual[i]}\n{story}");
            }
        }

        if (expected.Count != actual.Count)
        {
            NaiveEvent first = (expected.Count > actual.Count ? expected : actual)[Math.Min(expected.Count, actual.Count)];
            Assert.Fail($"{expected.Count} events expected, {actual.Count} came; the first without a partner: {first}\n{story}");
        }
    }

    private static bool IsSame(NaiveEvent a, NaiveEvent b)
        => a.TimeMs == b.TimeMs && a.Task == b.Task && a.Alert == b.Alert && a.IsRaised == b.IsRaised && a.Seq == b.Seq && a.WindowMs == b.WindowMs
            && a.Channels.SequenceEqual(b.Channels) && a.Fields.Count == b.Fields.Count && a.Fields.Zip(b.Fields).All(p => IsSame(p.First, p.Second));

    private static bool IsSame((string Name, double?[]? Values) a, (string Name, double?[]? Values) b)
        => a.Name == b.Name && a.Values is null == b.Values is null
            && (a.Values is null || (a.Values.Length == b.Values!.Length
                && a.Values.Zip(b.Values).All(v => v.First.HasValue == v.Second.HasValue && (v.First is null || IsClose(v.First.Value, v.Second!.Value)))));
}
