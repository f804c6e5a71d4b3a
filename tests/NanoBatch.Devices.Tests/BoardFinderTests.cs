using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;

namespace NanoBatch.Devices.Tests;

[TestClass]
public sealed class BoardFinderTests
{
    [TestMethod]
    public void The_only_port_with_a_board_is_found()
    {
        var board = new SimulatedBoard();
        var opened = new List<string>();
        Find(["/dev/ttyUSB1", "/dev/ttyS0", "/dev/ttyUSB0"], (port, baud) =>
        {
            opened.Add($"{port} {baud}");
            return port == "/dev/ttyUSB0" ? board.Line : new SimulatedLine(port, 256) { CannotOpen = port == "/dev/ttyS0" };
        }, found => Assert.AreEqual("serial:/dev/ttyUSB0?baud=9600", found().ToString()), board);
        CollectionAssert.AreEqual(new[] { "/dev/ttyS0 9600", "/dev/ttyUSB0 9600", "/dev/ttyUSB1 9600" }, opened);
        Assert.IsTrue(board.Line.WasClosed, "the port is free for the one who asked");
    }

    [TestMethod]
    public void A_tie_lists_the_boards()
    {
        var first = new SimulatedBoard();
        var second = new SimulatedBoard(configure: config => config.BoardId = "field-8");
        Find(["a", "b"], (port, _) => port == "a" ? first.Line : second.Line, found =>
        {
            WrongAddressException e = Assert.ThrowsExactly<WrongAddressException>(() => found());
            Assert.AreEqual((2, "more than one board answers: field-7 at serial:a, field-8 at serial:b"), (e.ExitCode, e.Message));
            Assert.Contains("--to serial:a", e.Help);
        }, first, second);
    }

    [TestMethod]
    public void Ports_without_a_board_are_told_with_their_reasons()
    {
        Find(["a", "b"], (port, _) => new SimulatedLine(port, 256) { CannotOpen = port == "a" }, found =>
        {
            DeviceUnreachableException e = Assert.ThrowsExactly<DeviceUnreachableException>(() => found());
            Assert.AreEqual((3, "no board answers on a, b"), (e.ExitCode, e.Message));
            Assert.Contains("a cannot be opened", e.Help);
            Assert.Contains("no board answers at b", e.Help);
        });
    }

    [TestMethod]
    public void A_machine_without_ports_says_so()
    {
        Find([], (_, _) => throw new InvalidOperationException(), found =>
            Assert.Contains("no serial port", Assert.ThrowsExactly<DeviceUnreachableException>(() => found()).Message));
    }

    private static void Find(string[] ports, Func<string, int, IByteTransport> open, Action<Func<BoardAddress>> check, params SimulatedBoard[] boards)
    {
        var simulation = new Simulation.Simulation(boards);
        Task<BoardAddress>? search = null;
        simulation.Run(async () =>
        {
            search = new BoardFinder(simulation.Time, () => ports, open).FindAsync(9600, CancellationToken.None);
            await search.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        });
        check(() => search!.GetAwaiter().GetResult());
        Assert.AreEqual(ports.Length, ports.Distinct().Count());
    }
}
