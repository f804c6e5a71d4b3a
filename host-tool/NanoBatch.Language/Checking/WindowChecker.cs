using System.Collections.Generic;
using NanoBatch.Language.Model;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>Whether a task's window and schedule suit the channels that the task uses.</summary>
internal sealed class WindowChecker
{
    private readonly Scope _scope;

    public WindowChecker(Scope scope)
    {
        _scope = scope;
    }

    /// <summary>Reports the first channel that does not fit; channels of unknown period were reported.</summary>
    /// <param name="schedule">Null where it was reported.</param>
    /// <param name="window">Null where it was reported.</param>
    /// <param name="channels">Channels that the task's checked parts use.</param>
    /// <param name="isComplete">False where parts were reported, which may use more channels.</param>
    public void Check(ScheduleModel? schedule, WindowModel? window, IReadOnlyList<ChannelModel> channels, bool isComplete)
    {
        bool countsSamples = schedule?.Kind == ScheduleKind.AfterSamples || window?.Kind == WindowKind.Samples;
        if (countsSamples && !CheckOnePeriod(schedule, window, channels, isComplete))
        {
            return;
        }

        if (window?.Kind != WindowKind.Duration)
        {
            return;
        }

        foreach (ChannelModel channel in channels)
        {
            if (channel.PeriodMs != 0 && !CheckDuration(window, channel))
            {
                return;
            }
        }
    }

    private bool CheckOnePeriod(ScheduleModel? schedule, WindowModel? window, IReadOnlyList<ChannelModel> channels, bool isComplete)
    {
        Text.TextSpan span = schedule?.Kind == ScheduleKind.AfterSamples ? schedule.Span : window!.Span;
        foreach (ChannelModel channel in channels)
        {
            if (channel.PeriodMs != channels[0].PeriodMs && channel.PeriodMs != 0 && channels[0].PeriodMs != 0)
            {
                _scope.Bag.SamplesOfTwoPeriods(span, channels[0], channel);
                return false;
            }
        }

        if (channels.Count == 0 && isComplete)
        {
            _scope.Bag.SamplesWithoutChannel(span);
        }

        return channels.Count > 0;
    }

    private bool CheckDuration(WindowModel window, ChannelModel channel)
    {
        if (window.DurationMs % channel.PeriodMs != 0)
        {
            _scope.Bag.WindowNotAligned(window, channel);
            return false;
        }

        long slots = window.DurationMs / channel.PeriodMs;
        if (slots > Limits.KeepSlotsMax)
        {
            _scope.Bag.TooManySlots(window.Span, $"{slots} samples of '{channel.Name}'");
            return false;
        }

        return true;
    }
}
