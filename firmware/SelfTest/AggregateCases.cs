using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Every aggregate over one channel, a filtered one and a difference of two, on each kind of calibration, with summaries and without.</summary>
    /// <remarks>The expected binary32 bits come from exact rational arithmetic over the calibrated samples (JOB-LANGUAGE.md section 5); dashes stand for null.</remarks>
    public static class AggregateCases
    {
        private const string Identity =
            "43A98000 41A80000 42BC5555 4929B300 45002683 43FD0000 455A3000 453A9000 44FF6000 43FD0000 C4C02000 445CC21D 445C6EB3 493E5E35 45033000 "
            + "4450B333 45492CCD 44C11C19 4268E483 473962D5 4516152C 45BF8055 3FC00000 3FA9999A 41A00000 42540000 42500000 42640000 42700000";

        private const string Falling =
            "43A40000 42000000 42B638E4 461859AD 41EDD0AB 3D042108 42700000 426FDEF8 42404211 40894A53 C22F18C6 41874244 41870D71 438EEDE9 41EDCE74 "
            + "40DB8FB1 42561084 41A30A5F BF86E9F9 45012E45 414B917E 42B1104F 3FABBBBC 3FB22222 41B00000 42A60000 42A80000 42A40000 429E0000";

        private const string Bent =
            "43AA8000 41980000 42BD71C7 4637F199 420A17B8 C19E6666 42C48A08 42EC23A2 4296B894 42B63E98 417C3027 42090B04 4208D78A 4492B997 41FEDA74 "
            + "C1280000 42A9C168 416258BF 3F96E685 449B7944 4211EA07 42CA85DB 3FCCCCCD 3F9EEEEF 42000000 42C60000 42CC0000 428E0000 428A0000";

        private const string IdentityIn =
            "43220000 43460000 42340000 488B0AA0 44DBB84C 447B8000 451BC000 44B9C000 44FF6000 45191000 43CB0000 43E45C79 43E3A7C2 484BB4D9 44D9D000 "
            + "448C299A 4516A19A 44BC508B 40E6B417 46CB6C70 450F84F4 45970BEF 3EF33333 3F600000 41200000 42540000 42500000 42640000 00000000";

        private const string FallingIn =
            "432A0000 433E0000 423CE38E 4587798C 41CC0255 41210842 421F9CE7 41EEB5AD 4207DEF8 412E739D C1B88421 4107575B 4106F14D 428F1A7F 41CD0842 "
            + "415B7544 4215122B 41A71448 BE8C0F90 44707BDF 419E8ACA 429503C9 3EFBBBBC 3F6CCCCD 41900000 41D80000 42A80000 426C0000 00000000";

        private const string BentIn =
            "431A0000 434E0000 422B1C72 456A7578 41C2DFF9 3E333333 42471F4C 42466C19 42295443 40233333 C21F2110 415D803F 415CC7D7 433FA6AC 41C1A06D "
            + "40B6B2DC 422C944E 4182D49C 3F5E61BC 43E2200D 41F31D5E 428FBA28 3F200000 3F288889 41800000 41E80000 42CC0000 41B80000 00000000";

        private const string Difference =
            "439A8000 424C0000 42ABAAAB 491839BF 44FC3B3C 43E9CA53 45586AD7 453B318C 44F95DEF 43FADAD7 C4BAA73A 445C819E 445C2633 493DEF09 4502E084 "
            + "4446E319 4546B407 44BF3836 428191CF 473185CF 4508B4FE 45BA4403 3FABBBBC 3F9DDDDE 41A00000 41E00000 42940000 428C0000 42A40000";

        private const string Needs =
            "43A40000 42000000 42B638E4 -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- "
            + "-------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- --------";

        private const string Short =
            "40400000 40800000 422B6DB7 432B5AD7 4264791E 425AD6B6 426DAD6B 4096B5AD 426DAD6B 425AD6B6 C096B5AD 4016D3D5 3FF64CDC 40B1B9DA 4264E73A "
            + "425CDA03 426BEC2E 42618AAB C38D4A53 45D1E108 4268817D 3F73D1C1 3CCCCCCD 00000000 00000000 00000000 00000000 00000000 40400000";

        private const string Empty =
            "00000000 40A00000 00000000 -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- -------- "
            + "-------- -------- -------- -------- -------- -------- -------- -------- -------- -------- 00000000 00000000 00000000 00000000";

        private const int SlotCount = 400;
        private const int WindowSlots = 360;

        public static void Run(CaseLog log)
        {
            RunWith(log, "plain", false);
            RunWith(log, "summaries", true);
        }

        private static void RunWith(CaseLog log, string name, bool summaries)
        {
            ScanRequest request = Request(summaries);
            Single(log, name + "/identity", request, 0, FilterKind.None, 0, 0, 2000, 1000, 3000, Identity);
            Single(log, name + "/falling", request, 1, FilterKind.None, 0, 0, 30, 0, 60, Falling);
            Single(log, name + "/bent", request, 2, FilterKind.None, 0, 0, 25, -20, 100, Bent);
            Single(log, name + "/identity/in", request, 0, FilterKind.Unit, 1000, 2500, 2000, 1000, 3000, IdentityIn);
            Single(log, name + "/falling/in", request, 1, FilterKind.Unit, 10, 40, 30, 0, 60, FallingIn);
            Single(log, name + "/falling/in-raw", request, 1, FilterKind.Counts, 1860, 2790, 30, 0, 60, FallingIn);
            Single(log, name + "/bent/in", request, 2, FilterKind.Unit, 0, 50, 25, -20, 100, BentIn);

            request.NeedsPercent = 99;
            Single(log, name + "/needs", request, 1, FilterKind.None, 0, 0, 30, 0, 60, Needs);
            request.NeedsPercent = 0;

            SeriesCode difference = new SeriesCode();
            difference.Count = 3;
            difference.Elements[0] = 0;
            difference.Elements[1] = 1;
            difference.Elements[2] = SeriesCode.SubtractElement;
            request.Clear();
            request.X = difference;
            AllItems(request, 2000, 0, 3000);
            Compare(log, name + "/difference", request, Difference);

            Correlation(log, name + "/corr/0-1", request, 0, 1, "3A67C4BB");
            Correlation(log, name + "/corr/0-2", request, 0, 2, "BD6E26F8");
            Correlation(log, name + "/corr/1-2", request, 1, 2, "BCA0EEFB");

            // Seven slots that end at slot 3: three of them lie before the first sample.
            request = Request(summaries, 4);
            request.NewestSlot = 3;
            request.WindowSlots = 7;
            Single(log, name + "/short", request, 1, FilterKind.None, 0, 0, 30, 0, 60, Short);
            request = Request(summaries, 0);
            request.NewestSlot = -1;
            request.WindowSlots = 5;
            Single(log, name + "/empty", request, 1, FilterKind.None, 0, 0, 30, 0, 60, Empty);
        }

        /// <summary>Three channels of 30 s with 400 samples, so that the rings have wrapped.</summary>
        private static ScanRequest Request(bool summaries)
        {
            return Request(summaries, SlotCount);
        }

        private static ScanRequest Request(bool summaries, int slots)
        {
            int capacity = Ring.CapacityFor(WindowSlots, summaries);
            short[] arena = new short[3 * capacity];
            Ring[] rings = new Ring[3];
            for (int c = 0; c < 3; c++)
            {
                rings[c] = new Ring(arena, c * capacity, capacity, summaries);
            }

            for (int i = 0; i < slots; i++)
            {
                rings[0].Push(i % 17 == 5 ? Ring.Gap : 500 + (((i * 37) + (i % 11 * (i % 13) * 9)) % 3000));
                rings[1].Push(i % 23 == 7 ? Ring.Gap : 1200 + (((i * 53) + (i * i % 97 * 5)) % 1950));
                rings[2].Push(i % 19 == 3 ? Ring.Gap : ((i * 61) + (i % 7 * 200)) % 4096);
            }

            ScanRequest request = new ScanRequest();
            request.SetChannel(0, rings[0], 0, 4095, Calibration.Identity);
            request.SetChannel(1, rings[1], 1240, 3100, CalibrationCases.Falling());
            request.SetChannel(2, rings[2], 0, 4095, CalibrationCases.Bent());
            request.NewestSlot = SlotCount - 1;
            request.WindowSlots = WindowSlots;
            request.PeriodHours = 30.0 / 3600.0;
            request.UseSummaries = summaries;
            return request;
        }

        private static void Single(CaseLog log, string name, ScanRequest request, int channel, byte filter, double filterLow, double filterHigh,
            double level, double low, double high, string expected)
        {
            SeriesCode series = new SeriesCode();
            series.SetChannel(channel);
            request.Clear();
            request.X = series;
            request.FilterKind = filter;
            request.FilterLow = filterLow;
            request.FilterHigh = filterHigh;
            AllItems(request, level, low, high);
            Compare(log, name, request, expected);
        }

        private static void AllItems(ScanRequest request, double level, double low, double high)
        {
            for (Aggregate kind = Aggregate.Count; kind <= Aggregate.Median; kind++)
            {
                request.AddItem(kind, 0, 0, 0);
            }

            request.AddItem(Aggregate.Percentile, 10, 0, 0);
            request.AddItem(Aggregate.Percentile, 90, 0, 0);
            request.AddItem(Aggregate.Quantile, 0.333, 0, 0);
            request.AddItem(Aggregate.Slope, 0, 0, 0);
            request.AddItem(Aggregate.Rate, 0, 0, 0);
            request.AddItem(Aggregate.Ewma, 0.2, 0, 0);
            request.AddItem(Aggregate.Integral, 0, 0, 0);
            request.AddItem(Aggregate.Above, level, 0, 0);
            request.AddItem(Aggregate.Below, level, 0, 0);
            request.AddItem(Aggregate.Crossings, level, 0, 0);
            request.AddItem(Aggregate.Hist, low, high, 4);
        }

        private static void Correlation(CaseLog log, string name, ScanRequest request, int x, int y, string expected)
        {
            request.Clear();
            request.X = new SeriesCode();
            request.X.SetChannel(x);
            request.Y = new SeriesCode();
            request.Y.SetChannel(y);
            request.AddItem(Aggregate.Corr, 0, 0, 0);
            double[] values = new double[1];
            byte[] kinds = new byte[1];
            new WindowScan().Run(request, values, kinds, 0);
            log.Equal("aggregates/" + name, expected, Text(kinds[0], values[0]));
        }

        private static void Compare(CaseLog log, string name, ScanRequest request, string expected)
        {
            string[] items = Items();
            double[] values = new double[items.Length];
            byte[] kinds = new byte[items.Length];
            int written = new WindowScan().Run(request, values, kinds, 0);
            log.Equal("aggregates/" + name + "/values", items.Length, written);
            for (int i = 0; i < items.Length; i++)
            {
                log.Equal("aggregates/" + name + "/" + items[i], expected.Substring(9 * i, 8), Text(kinds[i], values[i]));
            }
        }

        /// <summary>Names of the aggregates in the order of <see cref="AllItems"/>. No table: a board would keep it all its life, 0.8 KB.</summary>
        private static string[] Items()
        {
            return new string[]
            {
                "count", "gaps", "coverage", "sum", "mean", "min", "max", "range", "first", "last", "delta", "stddev", "stddevp", "variance", "median",
                "p10", "p90", "quantile", "slope", "rate", "ewma", "integral", "above", "below", "crossings", "hist/0", "hist/1", "hist/2", "hist/3",
            };
        }

        private static string Text(byte kind, double value)
        {
            return kind == ValueKind.Null ? "--------" : Hex.Of(Float32.BitsOf(value));
        }
    }
}
