using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>Small packages made by hand, each with one thing wrong, and the status that names it.</summary>
    public static class RefusalCases
    {
        /// <summary>Job j samples c each minute.</summary>
        private const string Sample = "EA 00 06 E3";

        /// <summary>Its task runs each minute; length and program follow.</summary>
        private const string Task = Sample + " 80 06";

        public static void Run(CaseLog log)
        {
            Body(log, "sound", PackageStatus.Accepted, Task + " 03 80 84 19");
            Body(log, "sound-to-the-end", PackageStatus.Accepted, Sample + " C0 06 80 84 19");
            Containers(log);

            Body(log, "job-name", PackageStatus.BadJobName, "B9 00 06 E3 80 06 03 80 84 19");
            Flags(log, "version-one", PackageStatus.BadHeader, 2, "EA 01 00 06 E3 80 06 03 80 84 19");
            Flags(log, "zone-zero", PackageStatus.BadHeader, 4, "EA 00 00 06 E3 80 06 03 80 84 19");
            Flags(log, "zone-15h", PackageStatus.BadHeader, 4, "EA 88 0E 00 06 E3 80 06 03 80 84 19");
            Body(log, "channel-name", PackageStatus.BadChannels, "EA 00 06 B9");
            Body(log, "seventeen-channels", PackageStatus.BadChannels, "EA 40 06 02 0F E3 00 E4");
            Body(log, "one-run-as-many", PackageStatus.BadChannels, "EA 40 06 01 E3");
            Body(log, "channel-twice", PackageStatus.DuplicateChannel, "EA 40 06 02 E3 E3");
            Body(log, "period-50ms", PackageStatus.BadSample, "EA 00 C8 01 E3");
            Body(log, "keep-zero", PackageStatus.BadSample, "EA 02 06 E3 00");
            Body(log, "valid-ends-swapped", PackageStatus.BadSample, "EA 04 06 E3 22 21");
            Body(log, "unit-unknown", PackageStatus.BadSample, "EA 10 06 E3 7F");
            Body(log, "schedule-unknown", PackageStatus.BadSchedule, Sample + " 86 06 03 80 84 19");
            Body(log, "minute-1440", PackageStatus.BadSchedule, Sample + " 81 A0 0B 03 80 84 19");
            Body(log, "no-weekday", PackageStatus.BadSchedule, Sample + " 82 00 00 03 80 84 19");
            Body(log, "cron-hour-24", PackageStatus.BadSchedule, Sample + " 83 04 00 18 03 80 84 19");
            Body(log, "spread-on-daily", PackageStatus.BadSchedule, Sample + " A1 00 06 03 80 84 19");
            Body(log, "window-zero", PackageStatus.BadWindow, Sample + " 88 06 00 03 80 84 19");
            Body(log, "window-of-90s", PackageStatus.BadWindow, Sample + " 88 06 D2 05 03 80 84 19");
            Body(log, "window-too-long", PackageStatus.BadWindow, Sample + " 88 06 81 80 08 03 80 84 19");
            Body(log, "needs-101", PackageStatus.BadWindow, Sample + " 90 06 85 03 80 84 19");
            Flags(log, "names-missing", PackageStatus.BadNames, 1, Task + " 03 80 84 19");
            Flags(log, "names-cut-short", PackageStatus.BadNames, 1, Task + " 03 80 84 19 FF");
            Body(log, "names-unannounced", PackageStatus.BadNames, Task + " 03 80 84 19 FF 80 01");
            Flags(log, "bytes-behind-names", PackageStatus.TrailingBytes, 1, Task + " 03 80 84 19 FF 80 01 05");
            Flags(log, "open-end-before-names", PackageStatus.BadSchedule, 1, Sample + " C0 06 80 84 19 FF 80 01");
            Programs(log);
        }

        private static void Containers(CaseLog log)
        {
            Raw(log, "too-short", PackageStatus.TooShort, new byte[JobPackage.BytesMin - 1]);
            Raw(log, "too-long", PackageStatus.TooLong, new byte[Limits.PackageBytesMax + 1]);
            Patched(log, "magic", PackageStatus.BadMagic, 1, 'C', true);
            Patched(log, "format", PackageStatus.UnsupportedFormat, 2, 0x20, true);
            Patched(log, "authentication", PackageStatus.AuthenticationUnsupported, 2, 0x18, true);
            Patched(log, "crc", PackageStatus.BadCrc, 5, 0xFF, false);
        }

        private static void Programs(CaseLog log)
        {
            Body(log, "opcode-unknown", PackageStatus.BadInstruction, Task + " 03 1F 84 19");
            Body(log, "channel-unknown", PackageStatus.BadInstruction, Task + " 03 81 84 19");
            Body(log, "aggregate-unknown", PackageStatus.BadInstruction, Task + " 03 80 9A 19");
            Body(log, "percent-zero", PackageStatus.BadInstruction, Task + " 04 80 8F 00 19");
            Body(log, "bins-33", PackageStatus.BadInstruction, Task + " 06 80 98 20 21 21 19");
            Body(log, "program-cut-short", PackageStatus.BadInstruction, Task + " 04 80 84 19");
            Body(log, "series-without-end", PackageStatus.BadInstruction, Task + " 04 00 00 00 00");
            Body(log, "series-of-numbers", PackageStatus.BadInstruction, Task + " 05 00 90 21 84 19");
            Body(log, "nothing-to-add", PackageStatus.BadOperandTypes, Task + " 01 06");
            Body(log, "condition-as-number", PackageStatus.BadOperandTypes, Task + " 07 03 20 03 21 0C 0A 19");
            Body(log, "stack-of-33", PackageStatus.StackTooDeep, Task + " 42" + Times(" 03 20", 33));
            Body(log, "number-left-over", PackageStatus.StackNotEmpty, Task + " 05 80 84 19 03 20");
            Body(log, "value-unknown", PackageStatus.BadValueSlot, Task + " 05 80 84 41 17 1A");
            Body(log, "inside-a-histogram", PackageStatus.BadValueSlot, Task + " 08 80 98 20 21 08 41 17 1A");
            Body(log, "values-1184", PackageStatus.TooManyValues, Task + " B9 01" + Times(" 80 98 20 21 20", 37));
            Body(log, "fields-33", PackageStatus.TooManyFields, Task + " 45 80 84" + Times(" 40 17", 33) + " 1A");
            Body(log, "alerts-17", PackageStatus.TooManyAlerts, Task + " 66" + Times(" 03 20 03 21 0C 1C", 17));
            Body(log, "two-reports", PackageStatus.MisplacedReport, Task + " 04 80 84 19 19");
            Body(log, "report-of-nothing", PackageStatus.MisplacedReport, Task + " 01 1A");
            Body(log, "fields-without-report", PackageStatus.MisplacedReport, Task + " 04 80 84 40 17");
            Body(log, "no-outcome", PackageStatus.NoOutcome, Task + " 02 80 84");
            Body(log, "two-periods", PackageStatus.MixedPeriods, Sample + " 00 0A E4 80 06 06 00 00 01 92 84 19");
        }

        private static void Body(CaseLog log, string name, PackageStatus status, string body)
        {
            Flags(log, name, status, 0, body);
        }

        private static void Flags(CaseLog log, string name, PackageStatus status, int flags, string body)
        {
            byte[] bytes = Sealed(body);
            bytes[2] = (byte)((JobPackage.FormatVersion << 4) | flags);
            Seal(bytes);
            Raw(log, name, status, bytes);
        }

        private static void Patched(CaseLog log, string name, PackageStatus status, int at, int value, bool seal)
        {
            byte[] bytes = Sealed(Task + " 03 80 84 19");
            bytes[at] = (byte)value;
            if (seal)
            {
                Seal(bytes);
            }

            Raw(log, name, status, bytes);
        }

        private static void Raw(CaseLog log, string name, PackageStatus status, byte[] bytes)
        {
            log.Equal("packages/refused/" + name, (long)status, (long)PackageCases.Check(bytes, bytes.Length, new JobPackage()));
        }

        private static byte[] Sealed(string body)
        {
            byte[] bytes = Hex.Bytes("4E 42 10 " + body + " 00 00 00 00");
            Seal(bytes);
            return bytes;
        }

        private static void Seal(byte[] bytes)
        {
            int length = bytes.Length - JobPackage.CrcBytes;
            ByteWriter writer = new ByteWriter(bytes);
            writer.Position = length;
            writer.U32(Crc32.Of(bytes, 0, length));
        }

        private static string Times(string text, int count)
        {
            string all = "";
            for (int i = 0; i < count; i++)
            {
                all += text;
            }

            return all;
        }
    }
}
