using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>One client on a line: a retry is answered and not done again, noise and damaged frames do nothing, a profile arrives in parts.</summary>
    public sealed class SessionCases
    {
        /// <summary>A stripped package: one channel every 30 s, its mean every hour.</summary>
        private const string Package = "4E4210E80079736F696CB1C00780841984EE8EF5";

        private readonly CaseLog _log;
        private readonly BoardStand _stand = new BoardStand();
        private readonly FrameDecoder _decoder = new FrameDecoder();
        private readonly byte[] _frame = new byte[FrameFormat.EncodedMax];
        private readonly ByteWriter _request = new ByteWriter(new byte[FrameFormat.PayloadMax]);
        private readonly Board _board;
        private readonly RunningCrc _replies = new RunningCrc();
        private uint _noise = 4711;

        private SessionCases(CaseLog log)
        {
            _log = log;
            BoardConfig config = new BoardConfig();
            config.BoardId = "sessions";
            config.EpochSeed = 78;
            config.LogBytes = LogRing.BytesMin;
            config.ArenaBytes = 1024;
            config.HistoryBytesMax = 0;
            config.SegmentBytes = 1024;
            BoardChannel channel = new BoardChannel();
            channel.Name = "soil1";
            config.Channels.Add(channel);
            _board = new Board(config, _stand, _stand.Disk, new IByteLink[] { _stand }, null, 0);
        }

        public static void Run(CaseLog log)
        {
            SessionCases cases = new SessionCases(log);
            cases.Retries();
            cases.Hostile();
            cases.Provision();
            cases.Logs();
            log.Digest("sessions/replies", cases._replies.Value);
        }

        private void Retries()
        {
            _log.Equal("sessions/deploy", 0, (int)_board.Deploy(Hex.Bytes(Package), false, 0, 0, out bool _));
            _log.Equal("sessions/remove", 0, AskForJob(MessageType.RemoveJob, 1));
            _log.Equal("sessions/remove/retried", 0, AskForJob(MessageType.RemoveJob, 1));
            _log.Equal("sessions/remove/asked-anew", (int)ReplyStatus.UnknownJob, AskForJob(MessageType.RemoveJob, 2));
            _log.Equal("sessions/unknown-type", (int)ReplyStatus.Unsupported, AskForJob(0x3F, 3));
            _log.Equal("sessions/reply-is-no-request", -1, AskForJob(MessageType.RemoveJob | MessageType.ReplyBit, 4));
            _log.Equal("sessions/id-0-is-no-request", -1, AskForJob(MessageType.RemoveJob, 0));
        }

        /// <summary>Noise, then every bit of a frame turned; whatever of it is answered, a good frame behind it is too.</summary>
        private void Hostile()
        {
            byte[] noise = new byte[64];
            int answered = 0;
            for (int i = 0; i < 40; i++)
            {
                for (int b = 0; b < noise.Length; b++)
                {
                    _noise = (_noise * 1664525u) + 1013904223u;
                    noise[b] = (byte)(_noise >> 24);
                }

                _stand.Send(noise, noise.Length);
                answered += Hello(100 + i) == 0 ? 1 : 0;
            }

            _log.Equal("sessions/after-noise", 40, answered);
            Begin();
            _request.Name("job");
            int count = FrameEncoder.Encode(MessageType.PauseJob, 300, _request.Buffer, 0, _request.Position, _frame);
            byte[] whole = new byte[count];
            System.Array.Copy(_frame, whole, count);
            int done = 0;
            int silent = 0;
            for (int bit = 0; bit < 8 * count; bit++)
            {
                whole[bit >> 3] ^= (byte)(1 << (bit & 7));
                _stand.Send(whole, count);
                whole[bit >> 3] ^= (byte)(1 << (bit & 7));
                done += StatusOf(MessageType.PauseJob, 300) == (int)ReplyStatus.UnknownJob ? 1 : 0;
                silent += Hello(400 + bit) == 0 ? 0 : 1;
            }

            _log.Equal("sessions/bit-flips/read", 0, done);
            _log.Equal("sessions/bit-flips/hello-behind", 0, silent);
        }

        private void Provision()
        {
            ProfileRecord profile = new ProfileRecord();
            profile.BoardId = "sessions";
            profile.WifiName = "field";
            profile.WifiPassword = "dry and wet";
            byte[] record = new byte[256];
            int length = ProfileCodec.Write(profile, record);
            int half = length / 2;
            Begin();
            _request.U16(0);
            _log.Equal("sessions/profile/none", (int)ReplyStatus.NoProfile, Ask(MessageType.ReadProfile, 1001));
            _log.Equal("sessions/profile/no-upload", (int)ReplyStatus.NoUpload, Commit(record, length, 1002));
            BeginProvision(record, length, 1003);
            Begin();
            _request.U16(half);
            _request.Bytes(record, half, length - half);
            _log.Equal("sessions/profile/hole", (int)ReplyStatus.WrongOffset, Ask(MessageType.ProvisionChunk, 1004));
            Begin();
            _request.U16(0);
            _request.Bytes(record, 0, half);
            _log.Equal("sessions/profile/chunk", 0, Ask(MessageType.ProvisionChunk, 1005));
            BeginProvision(record, length, 1006);
            Begin();
            _request.U16(half);
            _request.Bytes(record, half, length - half);
            _log.Equal("sessions/profile/resumed", 0, Ask(MessageType.ProvisionChunk, 1007));
            _log.Equal("sessions/profile/commit", 0, Commit(record, length, 1008));
            _log.True("sessions/profile/restart-asked", _board.IsRestartAsked);
            _log.Equal("sessions/profile/commit-retried", 0, Commit(record, length, 1008));
            _log.Equal("sessions/profile/stored", "dry and wet", _board.Profiles.Load().WifiPassword);
            Begin();
            _request.U16(0);
            _log.Equal("sessions/profile/read", 0, Ask(MessageType.ReadProfile, 1009));
        }

        private void Logs()
        {
            Begin();
            _request.U32(0);
            _log.Equal("sessions/log", 0, Ask(MessageType.ReadLog, 1100));
            Begin();
            _request.U8(0);
            _log.Equal("sessions/self-test/none", (int)ReplyStatus.NoSelfTest, Ask(MessageType.StartSelfTest, 1101));
        }

        private void BeginProvision(byte[] record, int length, int id)
        {
            Begin();
            _request.U16(length);
            _request.Bytes(record, length - ProfileCodec.Crc, ProfileCodec.Crc);
            _log.Equal("sessions/profile/begin", 0, Ask(MessageType.BeginProvision, id));
        }

        private int Commit(byte[] record, int length, int id)
        {
            Begin();
            _request.Bytes(record, length - ProfileCodec.Crc, ProfileCodec.Crc);
            return Ask(MessageType.CommitProvision, id);
        }

        private int AskForJob(int type, int id)
        {
            Begin();
            _request.Name("h");
            return Ask(type, id);
        }

        private int Hello(int id)
        {
            Begin();
            _request.U8(ProtocolVersion.Major);
            _request.U8(ProtocolVersion.Minor);
            return Ask(MessageType.Hello, id);
        }

        private void Begin()
        {
            _request.Reset(_request.Buffer, 0);
        }

        private int Ask(int type, int id)
        {
            int count = FrameEncoder.Encode(type, id, _request.Buffer, 0, _request.Position, _frame);
            _stand.Send(_frame, count);
            return StatusOf(type, id);
        }

        /// <summary>Steps the board until it has read everything; status of its reply to one request, -1 where there is none.</summary>
        private int StatusOf(int type, int id)
        {
            _stand.Clear();
            for (int i = 0; i < 12; i++)
            {
                _board.Step(0);
            }

            int status = -1;
            for (int i = 0; i < _stand.FromBoardCount; i++)
            {
                if (_decoder.Feed(_stand.FromBoard[i]) == FrameEvent.Frame && _decoder.Id == id && _decoder.Type == (type | MessageType.ReplyBit))
                {
                    status = _decoder.Payload[0];
                    _replies.Add(_decoder.Payload, 0, _decoder.PayloadLength);
                }
            }

            return status;
        }
    }
}
