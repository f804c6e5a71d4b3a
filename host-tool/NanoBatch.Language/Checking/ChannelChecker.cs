using System.Collections.Generic;
using System.Linq;
using NanoBatch.Language.Lexing;
using NanoBatch.Language.Model;
using NanoBatch.Language.Parsing;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Checking;

/// <summary>Sample statements: which channels a job has and how each is sampled.</summary>
internal sealed class ChannelChecker
{
    private readonly Scope _scope;
    private readonly UnitLedger _units;
    private bool _isCountReported;

    public ChannelChecker(Scope scope, UnitLedger units)
    {
        _scope = scope;
        _units = units;
    }

    public void Check(SampleSyntax sample)
    {
        int periodMs = CheckPeriod(sample);
        int burst = CheckBurst(sample);
        int? keep = CheckKeep(sample, periodMs);
        ValueRange? valid = CheckValid(sample);
        foreach (ChannelSyntax syntax in sample.Channels)
        {
            foreach (string name in NamesOf(syntax))
            {
                var channel = new ChannelModel
                {
                    Name = name,
                    Index = _scope.Channels.Count,
                    PeriodMs = periodMs,
                    Burst = burst,
                    BurstReducer = sample.Reducer,
                    KeepSlots = keep,
                    Valid = valid,
                    Span = syntax.Span,
                };
                Declare(channel, sample.Valid?.Unit);
            }
        }
    }

    private IReadOnlyList<string> NamesOf(ChannelSyntax syntax)
    {
        if (syntax.Last is not { } last)
        {
            return [syntax.First.Value];
        }

        IReadOnlyList<string>? names = ChannelNames.Expand(syntax.First.Value, last.Value);
        if (names == null)
        {
            _scope.Bag.BadChannelRange(syntax.Span, syntax.First.Value, last.Value);
        }
        else if (names[^1].Length > Limits.NameLengthMax && last.Value.Length <= Limits.NameLengthMax)
        {
            _scope.Bag.NameTooLong(syntax.Span, names[^1].Length);
        }

        return names ?? new List<string> { syntax.First.Value, last.Value }.Distinct().ToList();
    }

    private void Declare(ChannelModel channel, UnitSyntax? validUnit)
    {
        if (_scope.FindChannel(channel.Name) is { } earlier)
        {
            _scope.Bag.DuplicateChannel(channel.Span, channel.Name, _scope.LineOf(earlier.Span));
            return;
        }

        bool isWithinLimit = channel.Index < Limits.ChannelsMax;
        _scope.Add(channel, isWithinLimit);
        if (!isWithinLimit)
        {
            if (!_isCountReported)
            {
                _scope.Bag.TooManyChannels(channel.Span, channel.Name);
            }

            _isCountReported = true;
            return;
        }

        if (_scope.Board != null && _scope.Board.Find(channel.Name) == null)
        {
            _scope.Bag.ChannelNotOnBoard(channel.Span, channel.Name, _scope.Board);
        }

        if (validUnit != null && validUnit.Text != Units.Raw)
        {
            _units.Demand([channel], validUnit.Text, null, validUnit.Span);
        }
    }

    /// <summary>The period, or 0 where it is unknown: 0 silences every check that needs one.</summary>
    private int CheckPeriod(SampleSyntax sample)
    {
        if (sample.PeriodMs is not { } period)
        {
            return 0;
        }

        if (period.Value is < Limits.PeriodMinMs or > Limits.PeriodMaxMs)
        {
            _scope.Bag.PeriodOutOfRange(period.Span, _scope.Source.Slice(period.Span));
            return 0;
        }

        if (period.Value % Limits.PeriodStepMs != 0)
        {
            _scope.Bag.PeriodNotAligned(period.Span, _scope.Source.Slice(period.Span));
            return 0;
        }

        return (int)period.Value;
    }

    private int CheckBurst(SampleSyntax sample)
    {
        if (sample.Burst is not { } burst)
        {
            return 1;
        }

        if (!Limited.TryWhole(burst.Value, 1, Limits.BurstMax, out int readings))
        {
            _scope.Bag.BurstOutOfRange(burst.Span, _scope.Source.Slice(burst.Span));
        }

        return readings;
    }

    private int? CheckKeep(SampleSyntax sample, int periodMs)
    {
        if (sample.KeepSamples is { } count)
        {
            if (!Limited.TryWhole(count.Value, 1, Limits.KeepSlotsMax, out int kept))
            {
                ReportKeep(count.Span, count.Value.ToString(), count.Value.Sign == 0);
            }

            return kept;
        }

        if (sample.KeepMs is not { } duration || periodMs == 0)
        {
            return null;
        }

        long slots = (duration.Value + periodMs - 1) / periodMs;
        if (slots is < 1 or > Limits.KeepSlotsMax)
        {
            ReportKeep(duration.Span, slots.ToString(System.Globalization.CultureInfo.InvariantCulture), slots == 0);
            return null;
        }

        return (int)slots;
    }

    private void ReportKeep(TextSpan span, string slots, bool isZero)
    {
        if (isZero)
        {
            _scope.Bag.KeepsNothing(span);
        }
        else
        {
            _scope.Bag.TooManySlots(span, slots + " samples");
        }
    }

    private ValueRange? CheckValid(SampleSyntax sample)
    {
        if (sample.Valid is not { } range)
        {
            return null;
        }

        if (range.Low >= range.High)
        {
            _scope.Bag.RangeEndsSwapped(range.Span, range.Low, range.High);
            return null;
        }

        return new ValueRange(range.Low, range.High, range.Unit?.Text == Units.Raw, range.Span);
    }
}
