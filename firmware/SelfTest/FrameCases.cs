using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>Serial frames: known bytes both ways, then damage of every kind, then a good frame again.</summary>
    public static class FrameCases
    {
        private const string OneByte = "000402341205082ADBD000";

        public static void Run(CaseLog log)
        {
            Known(log, "empty", 1, 0, "", "000201010525B383FE00");
            Known(log, "one-byte", 2, 0x1234, "00", OneByte);
            Known(log, "zeros", 0x84, 1, "0000000000", "00038401010101010105FD5F241400");
            Known(log, "text", 0xC0, 0xFFFF, "313233343536373839", "0011C0FFFF3132333435363738394977F0FD00");
            Full(log, "full", false, "E249D5A5");
            Full(log, "full-without-zero", true, "126B5F8D");

            Events(log, "two-in-one-stream", OneByte + OneByte, "FF");
            Events(log, "shared-delimiter", OneByte + "0402341205082ADBD000", "FF");
            Events(log, "delimiters-alone", "0000000000", "");
            Events(log, "after-noise", "DEADBEEF" + OneByte, "SF");
            Events(log, "cut-short", "0004023412" + OneByte, "SF");
            Events(log, "too-few-bytes", "00020103030300" + OneByte, "SF");
            Events(log, "full-group", "00FF0201010525B383FE00" + OneByte, "SF");
            Events(log, "wrong-crc", "000402341205082ADBD100" + OneByte, "CF");
            Events(log, "swapped-bytes", "00040234120508DB2AD000" + OneByte, "CF");
            Overrun(log);
            BitFlips(log);
        }

        private static void Known(CaseLog log, string name, int type, int id, string payload, string frame)
        {
            byte[] bytes = Hex.Bytes(payload);
            byte[] target = new byte[FrameFormat.EncodedMax];
            int length = FrameEncoder.Encode(type, id, bytes, 0, bytes.Length, target);
            log.Equal("frames/" + name, frame, Hex.Of(target, 0, length));

            FrameDecoder decoder = new FrameDecoder();
            string read = Feed(decoder, target, length) + " " + decoder.Type.ToString() + " " + decoder.Id.ToString() + " " + Hex.Of(decoder.Payload, 0, decoder.PayloadLength);
            log.Equal("frames/" + name + "/read", "F " + type.ToString() + " " + id.ToString() + " " + payload, read);
        }

        private static void Full(CaseLog log, string name, bool withoutZero, string crc)
        {
            byte[] payload = new byte[FrameFormat.PayloadMax];
            for (int i = 0; i < payload.Length; i++)
            {
                payload[i] = (byte)(withoutZero ? i + 1 : (i * 7) + 1);
            }

            byte[] target = new byte[FrameFormat.EncodedMax];
            int length = FrameEncoder.Encode(5, 7, payload, 0, payload.Length, target);
            log.Equal("frames/" + name + "/length", FrameFormat.EncodedMax, length);
            log.Equal("frames/" + name, crc, Hex.Of(Crc32.Of(target, 0, length)));

            FrameDecoder decoder = new FrameDecoder();
            string events = Feed(decoder, target, length);
            log.Equal("frames/" + name + "/read", "F " + Hex.Of(payload, 0, 240), events + " " + Hex.Of(decoder.Payload, 0, decoder.PayloadLength));
        }

        private static void Events(CaseLog log, string name, string stream, string events)
        {
            byte[] bytes = Hex.Bytes(stream);
            log.Equal("frames/" + name, events, Feed(new FrameDecoder(), bytes, bytes.Length));
        }

        private static void Overrun(CaseLog log)
        {
            byte[] stream = new byte[400];
            for (int i = 1; i < 399; i++)
            {
                stream[i] = 1;
            }

            FrameDecoder decoder = new FrameDecoder();
            string events = Feed(decoder, stream, 400);
            byte[] good = Hex.Bytes(OneByte);
            log.Equal("frames/overrun", "OF", events + Feed(decoder, good, good.Length));
            log.Equal("frames/overrun/counted", 1, decoder.OverrunCount);
        }

        /// <summary>No flip of one bit may pass; a flip may end a frame early, so several events can come of one.</summary>
        private static void BitFlips(CaseLog log)
        {
            byte[] good = Hex.Bytes(OneByte);
            FrameDecoder decoder = new FrameDecoder();
            int recovered = 0;
            for (int bit = 8; bit < 8 * (good.Length - 1); bit++)
            {
                byte[] damaged = Hex.Bytes(OneByte);
                damaged[bit >> 3] ^= (byte)(1 << (bit & 7));
                Feed(decoder, damaged, damaged.Length);
                int before = decoder.FrameCount;
                Feed(decoder, good, good.Length);
                recovered += decoder.FrameCount - before;
            }

            log.Equal("frames/bit-flips/recovered", 72, recovered);
            log.Equal("frames/bit-flips/refused", 72, decoder.FrameCount);
        }

        /// <summary>One letter for each event: Frame, Stuffing, Crc, Overrun.</summary>
        private static string Feed(FrameDecoder decoder, byte[] bytes, int count)
        {
            string events = "";
            for (int i = 0; i < count; i++)
            {
                switch (decoder.Feed(bytes[i]))
                {
                    case FrameEvent.Frame:
                        events += "F";
                        break;
                    case FrameEvent.BadStuffing:
                        events += "S";
                        break;
                    case FrameEvent.BadCrc:
                        events += "C";
                        break;
                    case FrameEvent.Overrun:
                        events += "O";
                        break;
                }
            }

            return events;
        }
    }
}
