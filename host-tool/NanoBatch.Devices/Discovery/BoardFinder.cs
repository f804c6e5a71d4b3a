using System;
using System.Collections.Generic;
using System.IO.Ports;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Devices;

/// <summary>Finds the one serial port on which a board answers: <c>serial:auto</c>. No port is opened otherwise.</summary>
public sealed class BoardFinder
{
    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyList<string>> _listPorts;
    private readonly Func<string, int, IByteTransport> _open;

    /// <summary>Searches this machine's ports.</summary>
    public BoardFinder(TimeProvider time)
        : this(time, SerialPort.GetPortNames, (port, baud) => new SerialTransport(port, baud))
    {
    }

    /// <param name="time">For timeouts.</param>
    /// <param name="listPorts">Names of the ports to try.</param>
    /// <param name="open">Name and rate to a transport that is not connected yet.</param>
    public BoardFinder(TimeProvider time, Func<IReadOnlyList<string>> listPorts, Func<string, int, IByteTransport> open)
    {
        _time = time;
        _listPorts = listPorts;
        _open = open;
    }

    /// <summary>Says Hello on every port at once.</summary>
    /// <exception cref="DeviceUnreachableException">No board answers on any.</exception>
    /// <exception cref="WrongAddressException">More than one answers: the message lists them.</exception>
    public async Task<BoardAddress> FindAsync(int baud, CancellationToken cancel)
    {
        string[] ports = [.. _listPorts().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (ports.Length == 0)
        {
            throw new DeviceUnreachableException("there is no serial port on this machine", "Plug the board in, and look up the name of its port.");
        }

        ProbeResult[] probes = await Task.WhenAll(ports.Select(port => ProbeAsync(port, baud, cancel)));
        ProbeResult[] answers = [.. probes.Where(probe => probe.Identity is not null)];
        return answers.Length switch
        {
            1 => BoardAddress.OfSerial(answers[0].Port, baud),
            0 => throw Nothing(probes),
            _ => throw new WrongAddressException(
                "more than one board answers: " + string.Join(", ", answers.Select(answer => $"{answer.Identity!.BoardId} at serial:{answer.Port}")),
                $"Name the one that is meant: --to serial:{answers[0].Port}."),
        };
    }

    private async Task<ProbeResult> ProbeAsync(string port, int baud, CancellationToken cancel)
    {
        await using var client = new DeviceClient(_open(port, baud), DeviceClientOptions.ForSearch, _time);
        try
        {
            return new ProbeResult(port, await client.ConnectAsync(cancel), null);
        }
        catch (DeviceException e)
        {
            return new ProbeResult(port, null, e);
        }
    }

    private static DeviceUnreachableException Nothing(ProbeResult[] probes) => new(
        "no board answers on " + string.Join(", ", probes.Select(probe => probe.Port)),
        "Check cable and power. " + string.Join(" ", probes.Select(probe => $"{probe.Port}: {probe.Fault!.Message}.")),
        probes[0].Fault);

    private sealed record ProbeResult(string Port, BoardIdentity? Identity, DeviceException? Fault);
}
