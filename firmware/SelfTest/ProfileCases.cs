using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>A profile as a record and as a file: known bytes, secrets that stay, nothing damaged is read, the newest whole one counts.</summary>
    public static class ProfileCases
    {
        public static void Run(CaseLog log)
        {
            byte[] buffer = new byte[512];
            ProfileRecord profile = Sample("field-7");
            int length = ProfileCodec.Write(profile, buffer);
            log.Equal("profile/bytes", 263, length);
            log.Digest("profile/written", Crc32.Of(buffer, 0, length));
            log.Equal("profile/head", "4E500100", Hex.Of(buffer, 0, 4));
            log.Equal("profile/too-small-a-buffer", 0, ProfileCodec.Write(profile, new byte[length - 1]));
            Fields(log, buffer, length);
            Redacted(log, buffer, length);
            Refused(log, buffer, length);
            Files(log);
        }

        private static void Fields(CaseLog log, byte[] bytes, int length)
        {
            ProfileRecord read = ProfileCodec.TryRead(bytes, length, out ProfileStatus status);
            log.Equal("profile/read", 0, (int)status);
            log.Equal("profile/read/id", "field-7", read.BoardId);
            log.Equal("profile/read/baud", 921600, read.SerialBaud);
            log.Equal("profile/read/wifi", "Gew\u00e4chshaus", read.WifiName);
            log.Equal("profile/read/password", "dry and wet", read.WifiPassword);
            log.Equal("profile/read/broker", "broker.example:8883", read.BrokerHost + ":" + read.BrokerPort.ToString());
            log.Equal("profile/read/key", "key", read.ClientKey);
            log.Equal("profile/read/write-min", "400D333333333333", Hex.OfBits(read.SupplyWriteMin));
            log.True("profile/read/sleeps", read.Sleeps);
            ChannelTable channels = ChannelTable.TryRead(read.Channels);
            log.Equal("profile/channels", 2, channels.Count);
            log.Equal("profile/channels/soil", "4034000000000000", Hex.OfBits(channels.Channels[0].Calibration.ToValue(2480)));
            log.Equal("profile/check", 0, (int)ProfileFile.Check(bytes, length));
        }

        private static void Redacted(CaseLog log, byte[] bytes, int length)
        {
            byte[] redacted = new byte[length];
            int count = ProfileCodec.Redact(bytes, length, redacted);
            ProfileRecord read = ProfileCodec.TryRead(redacted, count, out ProfileStatus _);
            log.Equal("profile/redacted/withheld", ProfileRecord.WifiPasswordBit | ProfileRecord.ClientKeyBit, read.WithheldSecrets);
            log.Equal("profile/redacted/password", string.Empty, read.WifiPassword);
            log.Equal("profile/redacted/wifi", "Gew\u00e4chshaus", read.WifiName);
            log.Equal("profile/redacted/refused", (int)ProfileStatus.Redacted, (int)ProfileFile.Check(redacted, count));
        }

        private static void Refused(CaseLog log, byte[] bytes, int length)
        {
            int passed = 0;
            for (int bit = 0; bit < 8 * length; bit++)
            {
                bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
                passed += ProfileCodec.TryRead(bytes, length, out ProfileStatus _) != null ? 1 : 0;
                bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            }

            log.Equal("profile/refused/bit-flips", 0, passed);
            for (int count = 0; count < length; count++)
            {
                passed += ProfileCodec.TryRead(bytes, count, out ProfileStatus _) != null ? 1 : 0;
            }

            log.Equal("profile/refused/cut-short", 0, passed);

            // A field out of range behind a CRC that fits.
            ProfileRecord bad = Sample("Field 7");
            log.Equal("profile/refused/id", (int)ProfileStatus.BadBoard, StatusOf(bad));
            bad = Sample("field-7");
            bad.SerialBaud = 9599;
            log.Equal("profile/refused/baud", (int)ProfileStatus.BadSerial, StatusOf(bad));
            bad = Sample("field-7");
            bad.BrokerTls = 11;
            log.Equal("profile/refused/tls", (int)ProfileStatus.BadBroker, StatusOf(bad));
            bad = Sample("field-7");
            bad.SupplyChannel = "nothing";
            log.Equal("profile/refused/supply", (int)ProfileStatus.BadPower, StatusOf(bad));
            bad = Sample("field-7");
            bad.Channels[4] = 1;
            log.Equal("profile/refused/channel", (int)ProfileStatus.BadChannels, StatusOf(bad));
        }

        private static void Files(CaseLog log)
        {
            MemoryDisk disk = new MemoryDisk(64, 4);
            ProfileFile file = new ProfileFile(disk);
            log.True("profile/file/none", file.Load() == null);
            byte[] buffer = new byte[512];
            int length = ProfileCodec.Write(Sample("one"), buffer);
            log.True("profile/file/save", file.Save(buffer, length));
            log.Equal("profile/file/load", "one", file.Load().BoardId);
            length = ProfileCodec.Write(Sample("two"), buffer);
            log.True("profile/file/save-again", file.Save(buffer, length));
            log.Equal("profile/file/newest", "two", file.Load().BoardId);
            log.Equal("profile/file/files", 1, disk.List().Length);

            int others = 0;
            for (int cutAt = 0; cutAt <= length; cutAt += 13)
            {
                others += Torn(cutAt) ? 0 : 1;
            }

            log.Equal("profile/file/torn-falls-back", 0, others);
        }

        /// <summary>A save whose power fails after so many bytes leaves the profile before it; the next save counts.</summary>
        private static bool Torn(int cutAt)
        {
            MemoryDisk disk = new MemoryDisk(64, 4);
            ProfileFile file = new ProfileFile(disk);
            byte[] buffer = new byte[512];
            int length = ProfileCodec.Write(Sample("two"), buffer);
            bool isWell = file.Save(buffer, length);
            disk.BytesToCut = cutAt;
            length = ProfileCodec.Write(Sample("three"), buffer);
            isWell &= !file.Save(buffer, length);
            disk.BytesToCut = int.MaxValue;
            isWell &= file.Load().BoardId == "two";
            return isWell && file.Save(buffer, length) && file.Load().BoardId == "three" && disk.List().Length == 1;
        }

        private static int StatusOf(ProfileRecord profile)
        {
            byte[] buffer = new byte[512];
            int length = ProfileCodec.Write(profile, buffer);
            return (int)ProfileFile.Check(buffer, length);
        }

        private static ProfileRecord Sample(string id)
        {
            ChannelTable channels = new ChannelTable();
            BoardChannel soil = new BoardChannel();
            soil.Name = "soil1";
            soil.Unit = "%";
            soil.Calibration = Calibration.TryCreate(new double[] { 3100, 1240 }, new double[] { 0, 60 }, 2);
            channels.Add(soil);
            BoardChannel supply = new BoardChannel();
            supply.Name = "battery";
            supply.AdcInput = 7;
            supply.Unit = "V";
            supply.Calibration = Calibration.TryCreate(new double[] { 0, 4095 }, new double[] { 0, 6.6 }, 2);
            channels.Add(supply);
            byte[] record = new byte[128];
            byte[] exact = new byte[channels.WriteRecord(record)];
            System.Array.Copy(record, exact, exact.Length);

            ProfileRecord profile = new ProfileRecord();
            profile.BoardId = id;
            profile.Target = "ESP32_REV3";
            profile.Channels = exact;
            profile.SerialBaud = 921600;
            profile.WifiName = "Gew\u00e4chshaus";
            profile.WifiPassword = "dry and wet";
            profile.BrokerHost = "broker.example";
            profile.BrokerPort = 8883;
            profile.BrokerTls = 13;
            profile.CaCertificate = "ca";
            profile.ClientCertificate = "certificate";
            profile.ClientKey = "key";
            profile.SupplyChannel = "battery";
            profile.SupplyWriteMin = 3.65;
            profile.Sleeps = true;
            return profile;
        }
    }
}
