using System;
using System.Collections.Generic;
using NanoBatch.Runtime;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>The board's own runtime at the far end of simulated lines, with a scripted ADC and files in memory.</summary>
internal sealed class SimulatedBoard : IAdc, IRecordTap
{
    public const ulong Epoch = 0x1122334455667788;

    private readonly List<byte[]> _records = [];

    public SimulatedBoard(int receiveWindow = 4096, Action<BoardConfig>? configure = null, int lines = 1)
    {
        Config = new BoardConfig
        {
            BoardId = "field-7",
            Build = "1.2.3+abc",
            EpochSeed = Epoch,
            ReceiveWindowBytes = receiveWindow,
            MacAddress = [1, 2, 3, 4, 5, 0xAB],
        };
        for (int i = 1; i <= 16; i++)
        {
            var channel = new BoardChannel { Name = FormattableString.Invariant($"soil{i}"), AdcInput = i };
            if (i == 1)
            {
                channel.Unit = "%";
                channel.Calibration = Calibration.TryCreate([1000, 3000], [100, 0], 2);
            }

            Config.Channels.Add(channel);
        }

        configure?.Invoke(Config);
        Lines = new SimulatedLine[lines];
        for (int i = 0; i < lines; i++)
        {
            Lines[i] = new SimulatedLine(FormattableString.Invariant($"line {i + 1}"), receiveWindow);
        }

        Board = Start(0);
    }

    public BoardConfig Config { get; }

    public Board Board { get; private set; }

    public SimulatedLine[] Lines { get; }

    public SimulatedLine Line => Lines[0];

    public SwitchableStore Store { get; } = new();

    /// <summary>Every record that was committed, in order.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    /// <summary>Raw counts of a channel at a reading.</summary>
    public Func<int, int> Counts { get; set; } = channel => 2000 + channel;

    /// <summary>Until when the board does not come to its lines, as in a long write; their drivers go on taking bytes.</summary>
    public long StalledUntilMs { get; set; }

    /// <summary>Lets the board do what is due.</summary>
    public long Step(long nowMs) => nowMs < StalledUntilMs ? StalledUntilMs : Board.Step(nowMs);

    /// <summary>Starts again over the same files, as after a power cut.</summary>
    public void Restart(long nowMs) => Board = Start(nowMs);

    public int Read(int channel) => Counts(channel);

    public void Committed(byte[] buffer, int offset, int count) => _records.Add(buffer.AsSpan(offset, count).ToArray());

    private Board Start(long nowMs) => new(Config, this, Store, Lines, this, nowMs);
}
