using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>Whole packages as the compiler wrote them: read, verified, and everything found in them.</summary>
    public static class PackageCases
    {
        /// <summary>The irrigation job of the language's first page.</summary>
        public const string Irrigation =
            "4E421169727269676174696FEE3579736F696CB144205C02377902736F69EC0244A00B205C02983E36701A010384800F0A0F5A91194603200C400336"
            + "0C144003390E1D030281E8020780050607953E19FF808080808080806472F9090A6C6FF7686967E87377696EE77765745F686F7572F30D731A3A48";

        /// <summary>Version, zone, spread, histogram, rules, cron, raw constants and arithmetic.</summary>
        private const string Tank =
            "4E421774616E6B2DB9037800066C657665ECA0072A25801820E7FE3F080489180002490400E9060C161B07251B490400E9060C4903E9080E1D03038B"
            + "0A022184104208218400C0FF073ED40517800685801E2AEA0883404103E5AA0B070917420A0B171A8503808019FF8080656D7074F9060872617469EFE30A616CEC0C50BC0CAC";

        public static void Run(CaseLog log)
        {
            JobPackage package = Accepted(log, "irrigation", Irrigation);
            log.Equal("packages/irrigation/job", "irrigation version 1 zone 0", Header(package));
            Channel(log, package, 0, "soil1 every 30000 burst 5 median keep 0 ring 2880 unit %");
            Channel(log, package, 1, "soil2 every 30000 burst 5 median keep 1440 ring 1440 unit %");
            Channel(log, package, 3, "soil4 every 30000 burst 5 median keep 1440 ring 1440 unit %");
            Task(log, package, 0, "schedule 0 period 900000 spread 0 minute 0 window 0 21600000 values 7 fields 7 alerts 1");
            Task(log, package, 1, "schedule 1 period 0 spread 0 minute 360 window 0 86400000 values 4 fields 4 alerts 0");

            package = Accepted(log, "tank", Tank);
            log.Equal("packages/tank/job", "tank-9 version 3 zone 60", Header(package));
            Channel(log, package, 0, "level every 60000 burst 1 mean keep 0 ring 90 unit -");
            Task(log, package, 0, "schedule 0 period 3600000 spread 600000 minute 0 window 0 3600000 values 10 fields 2 alerts 1");
            Task(log, package, 1, "schedule 3 period 0 spread 0 minute 0 window 0 5400000 values 3 fields 2 alerts 0");
            Task(log, package, 2, "schedule 5 period 0 spread 0 minute 0 window 2 0 values 1 fields 1 alerts 0");

            byte[] bytes = Hex.Bytes(Irrigation);
            log.Equal("packages/irrigation/digest", "6E6ABEFC85C129DA3ACC7054847589B844BF05310B017C7FC7EFA90A767E45A8", Hex.Of(Sha256.Of(bytes, 0, bytes.Length), 0, 32));
            BitFlips(log, bytes);
            CutShort(log, bytes);
        }

        /// <summary>Reads and verifies; the status as text is its number, which never changes.</summary>
        public static PackageStatus Check(byte[] bytes, int length, JobPackage package)
        {
            PackageStatus status = new PackageReader().Read(bytes, length, package);
            return status == PackageStatus.Accepted ? new PackageVerifier().Check(package, 0) : status;
        }

        private static JobPackage Accepted(CaseLog log, string name, string hex)
        {
            byte[] bytes = Hex.Bytes(hex);
            JobPackage package = new JobPackage();
            log.Equal("packages/" + name, 0, (long)Check(bytes, bytes.Length, package));
            return package;
        }

        private static string Header(JobPackage package)
        {
            return package.JobName + " version " + package.JobVersion.ToString() + " zone " + package.ZoneMinutes.ToString();
        }

        private static void Channel(CaseLog log, JobPackage package, int index, string expected)
        {
            ChannelPlan channel = package.Channels[index];
            string actual = channel.Name + " every " + channel.PeriodMs.ToString() + " burst " + channel.Burst.ToString() + (channel.BurstIsMedian ? " median" : " mean")
                + " keep " + channel.KeepSlots.ToString() + " ring " + channel.RingSlots.ToString() + " unit " + (channel.Unit ?? "-");
            log.Equal("packages/" + package.JobName + "/channel/" + index.ToString(), expected, actual);
        }

        private static void Task(CaseLog log, JobPackage package, int index, string expected)
        {
            TaskPlan task = package.Tasks[index];
            string actual = "schedule " + ((int)task.Schedule).ToString() + " period " + task.PeriodMs.ToString() + " spread " + task.SpreadMs.ToString()
                + " minute " + task.MinuteOfDay.ToString() + " window " + ((int)task.Window).ToString() + " " + task.WindowLength.ToString()
                + " values " + task.ValueCount.ToString() + " fields " + task.FieldCount.ToString() + " alerts " + task.AlertCount.ToString();
            log.Equal("packages/" + package.JobName + "/task/" + index.ToString(), expected, actual);
        }

        /// <summary>Every seventh bit: over the package each bit place of a byte has its turn.</summary>
        private static void BitFlips(CaseLog log, byte[] bytes)
        {
            int accepted = 0;
            for (int bit = 0; bit < 8 * bytes.Length; bit += 7)
            {
                bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
                accepted += Check(bytes, bytes.Length, new JobPackage()) == PackageStatus.Accepted ? 1 : 0;
                bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            }

            log.Equal("packages/refused/bit-flips", 0, accepted);
        }

        private static void CutShort(CaseLog log, byte[] bytes)
        {
            int accepted = 0;
            for (int length = 0; length < bytes.Length; length++)
            {
                accepted += Check(bytes, length, new JobPackage()) == PackageStatus.Accepted ? 1 : 0;
            }

            log.Equal("packages/refused/cut-short", 0, accepted);
        }
    }
}
