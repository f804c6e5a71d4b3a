using System;
using System.Collections.Generic;
using System.Linq;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.VirtualBoard.Signals;

/// <summary>Checks the header of replay data against a profile and plans the columns.</summary>
/// <param name="profile">The board whose channels the file may name.</param>
/// <param name="needed">Channels that must be there.</param>
/// <param name="report">Receives the cell's number (-1 for the whole header), message and hint.</param>
internal sealed class ReplayHeader(BoardProfile profile, IReadOnlyCollection<string> needed, Action<int, string, string?> report)
{
    /// <summary>The only name of the first column.</summary>
    public const string TimeName = "time";

    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);

    /// <summary>Plans one column for each cell of the header after the first; null in place of a cell that was reported.</summary>
    public ReplayColumn?[] Plan(IReadOnlyList<string> cells)
    {
        var plan = new ReplayColumn?[cells.Count];
        if (cells[0] != TimeName)
        {
            ReportFirst(cells);
            return plan;
        }

        int kept = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 1; i < cells.Count; i++)
        {
            (string name, string? unit) = Split(cells[i]);
            int channel = profile.IndexOf(name);
            if (channel < 0)
            {
                ReportUnknown(i, name);
            }
            else if (!seen.Add(name))
            {
                report(i, $"channel '{name}' has two columns", "keep one of them");
            }
            else if (UnitFault(profile.Channels[channel], unit) is { } hint)
            {
                report(i, $"channel '{name}' is not measured in '{unit}'", hint);
            }
            else
            {
                plan[i] = ReplayColumn.Of(profile.Channels[channel], channel, unit, needed.Contains(name) ? kept++ : -1);
            }
        }

        // A misspelt column is one mistake, not an unknown channel and a missing one.
        foreach (string name in needed.Where(name => !seen.Contains(name) && !_meant.Contains(name)))
        {
            report(-1, $"there is no column for channel '{name}'", $"add a column '{name}', or use data that has it");
        }

        return plan;
    }

    private static (string Name, string? Unit) Split(string cell)
    {
        int bracket = cell.IndexOf('[', StringComparison.Ordinal);
        return bracket >= 0 && cell.EndsWith(']') ? (cell[..bracket].Trim(), ChannelName.NormalUnit(cell[(bracket + 1)..^1].Trim())) : (cell, null);
    }

    private static string? UnitFault(ChannelProfile channel, string? unit)
    {
        if (unit is null or ChannelProfile.RawUnit || (channel.IsCalibrated && unit == channel.Unit))
        {
            return null;
        }

        return channel.IsCalibrated ? $"the profile says '{channel.Unit}': write {channel.Name}[{channel.Unit}]"
            : $"the profile has no calibration for it: write {channel.Name} and give ADC counts";
    }

    private void ReportFirst(IReadOnlyList<string> cells)
    {
        bool isOtherSeparator = cells.Count == 1 && cells[0].AsSpan().IndexOfAny(';', '\t') >= 0;
        report(0, $"the first column must be '{TimeName}'", isOtherSeparator ? "separate the columns with commas"
            : "the header is time,soil1,… with a channel's name over each column");
    }

    private void ReportUnknown(int cell, string name)
    {
        string? meant = Nearest.To(name, profile.Channels.Select(channel => channel.Name));
        if (meant is not null)
        {
            _meant.Add(meant);
        }

        report(cell, name.Length == 0 ? "a column has no name" : $"unknown channel '{name}'",
            meant is null ? $"the profile of {profile.Id} has {string.Join(", ", profile.Channels.Select(channel => channel.Name))}" : $"did you mean '{meant}'?");
    }
}
