using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Devices.Tests.Simulation;
using NanoBatch.Protocol;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests;

/// <summary>Whole frames with any request in them: a board answers, and goes on.</summary>
[TestClass]
public sealed class HostileRequestTests
{
    [TestMethod]
    public void Random_requests_of_every_type_leave_the_board_alive_and_every_answer_has_a_status()
    {
        int seed = TestSeed.Draw(1701);
        var random = new Random(seed);
        var board = new SimulatedBoard { Counts = channel => 100 * channel };
        byte[] package = PackageCases.Histograms(1).Build();
        byte[] digest = Sha256.Of(package, 0, package.Length);
        Simulation.Simulation.WithClient(board, async (client, simulation) =>
        {
            await client.DeployAsync(package, false, 0, null, CancellationToken.None);
            var handler = new Runtime.RequestHandler(board.Board);
            for (int round = 0; round < 30000; round++)
            {
                byte[] payload = new byte[random.Next(FrameFormat.PayloadMax + 1)];
                random.NextBytes(payload);
                if (random.Next(3) == 0)
                {
                    // Something that a field's check lets pass: small numbers, a digest that exists.
                    payload = [.. payload.Select(value => (byte)(value & 3))];
                    digest.AsSpan(0, Math.Min(payload.Length, random.Next(33))).CopyTo(payload);
                }

                int type = random.Next(0x20);
                int length = handler.Handle(type, payload, payload.Length, simulation.Time.NowMs);
                Assert.IsTrue(length is >= 1 and <= FrameFormat.PayloadMax, $"seed {seed} round {round}");
                byte status = handler.Reply[0];
                Assert.IsTrue(
                    Enum.IsDefined((ReplyStatus)status) || Enum.IsDefined((PackageStatus)status) || Enum.IsDefined((ProfileStatus)status),
                    $"seed {seed} round {round}: status {status}");
                board.Board.Step(simulation.Time.NowMs);
            }

            Assert.AreEqual("field-7", (await client.HelloAsync(CancellationToken.None)).BoardId);
            Assert.AreEqual(0, board.Board.FaultCount);
        });
    }

    [TestMethod]
    public void Every_truncation_of_every_request_is_malformed_or_answered()
    {
        byte[] name = [.. "sketc"u8, (byte)'h' | 0x80];
        (int Type, byte[] Payload)[] requests =
        [
            (MessageType.Hello, [1, 0]), (MessageType.ListJobs, [0]), (MessageType.BeginUpload, new byte[34]), (MessageType.UploadChunk, [0, 0, 1]),
            (MessageType.Activate, new byte[34]), (MessageType.ReadPackage, new byte[10]), (MessageType.RunJob, name), (MessageType.PauseJob, name),
            (MessageType.ResumeJob, name), (MessageType.RemoveJob, name), (MessageType.Acknowledge, [.. new byte[8], 1, .. new byte[8]]),
            (MessageType.SetClock, [0, 0, 0, 0, 0, 1, 2]), (MessageType.ReadChannels, [0, 0]),
        ];
        foreach ((int type, byte[] payload) in requests)
        {
            var handler = new Runtime.RequestHandler(new SimulatedBoard().Board);
            handler.Handle(type, payload, payload.Length, 0);
            Assert.AreNotEqual((byte)ReplyStatus.Malformed, handler.Reply[0], $"type {type:X2} whole");
            for (int length = 0; length < payload.Length; length++)
            {
                // A chunk may be empty.
                bool mayPass = type is MessageType.UploadChunk && length == 2;
                handler.Handle(type, payload, length, 0);
                Assert.IsTrue(mayPass || handler.Reply[0] == (byte)ReplyStatus.Malformed, $"type {type:X2} cut at {length}: status {handler.Reply[0]}");
            }
        }
    }
}
